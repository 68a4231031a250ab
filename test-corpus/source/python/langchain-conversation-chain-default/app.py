from flask import Flask, request
from langchain.chains import ConversationChain
from langchain.memory import ConversationBufferWindowMemory
from langchain_openai import ChatOpenAI
from twilio.twiml.messaging_response import MessagingResponse

llm = ChatOpenAI(model="gpt-4o-mini", temperature=0.5)
chain = ConversationChain(llm=llm, memory=ConversationBufferWindowMemory(k=4))

app = Flask(__name__)


@app.post("/wa")
def wa():
    answer = chain.predict(input=request.form["Body"])
    twiml = MessagingResponse()
    twiml.message(answer)
    return str(twiml)
