from langgraph.prebuilt import create_react_agent
from langchain_anthropic import ChatAnthropic
from langchain_core.tools import tool

@tool
def search_web(query: str) -> str:
    """Search the web."""
    return "..."

agent = create_react_agent(
    ChatAnthropic(model="claude-3-5-sonnet-latest"),
    [search_web],
    prompt="You are the assistant of Bella Dental Clinic. Help patients with appointments, prices and opening hours. If a question is about anything else, say that you can only help with the clinic.",
)
