from langchain_anthropic import ChatAnthropic
from langchain_community.chat_message_histories import ChatMessageHistory
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder
from langchain_core.runnables.history import RunnableWithMessageHistory

RULES = "You help tenants of Parkside Apartments report repairs, pay rent and book the laundry room. Only discuss tenancy matters."

prompt = ChatPromptTemplate.from_messages(
    [("system", RULES), MessagesPlaceholder("history"), ("human", "{input}")]
)
pipeline = prompt | ChatAnthropic(model="claude-3-5-haiku-latest") | StrOutputParser()
stores = {}


def history(session_id):
    return stores.setdefault(session_id, ChatMessageHistory())


chat = RunnableWithMessageHistory(pipeline, history, input_messages_key="input", history_messages_key="history")
