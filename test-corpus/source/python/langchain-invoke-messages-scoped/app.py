from flask import Flask, request
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_groq import ChatGroq
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
llm = ChatGroq(model="llama-3.1-8b-instant")

WASH = SystemMessage(content="You book car washes at Sparkle Wash and explain our packages. If asked anything else, say you only do car washes.")


@app.post("/wa")
def wa():
    result = llm.invoke([WASH, HumanMessage(content=request.form["Body"])])
    twiml = MessagingResponse()
    twiml.message(result.content)
    return str(twiml)
