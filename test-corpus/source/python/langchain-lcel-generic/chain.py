from langchain_anthropic import ChatAnthropic
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate

prompt = ChatPromptTemplate.from_messages(
    [
        ("system", "You are a very intelligent AI assistant that can answer questions on any subject."),
        ("human", "{input}"),
    ]
)
chain = prompt | ChatAnthropic(model="claude-3-5-haiku-latest") | StrOutputParser()
