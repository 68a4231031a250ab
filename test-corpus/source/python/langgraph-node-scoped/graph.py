from langchain_core.messages import SystemMessage
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.memory import MemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph

llm = ChatOpenAI(model="gpt-4o-mini")

SYSTEM = SystemMessage(
    content="أنت مساعد عيادة الشفاء لطب الأسنان. تساعد المرضى في حجز المواعيد ومعرفة الأسعار. لا تجب على أي سؤال خارج نطاق العيادة."
)


def assistant(state: MessagesState):
    return {"messages": [llm.invoke([SYSTEM] + state["messages"])]}


builder = StateGraph(MessagesState)
builder.add_node("assistant", assistant)
builder.add_edge(START, "assistant")
builder.add_edge("assistant", END)
graph = builder.compile(checkpointer=MemorySaver())
