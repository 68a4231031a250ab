from langchain.chains import RetrievalQA
from langchain.prompts import PromptTemplate
from langchain_community.vectorstores import FAISS
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

template = """Use only the following context to answer the question.
If the answer is not in the context, say that you don't know.

{context}

Question: {question}"""

store = FAISS.load_local("index", OpenAIEmbeddings(), allow_dangerous_deserialization=True)
chain = RetrievalQA.from_chain_type(
    llm=ChatOpenAI(model="gpt-4o-mini"),
    retriever=store.as_retriever(),
    chain_type_kwargs={"prompt": PromptTemplate.from_template(template)},
)
