from flask import Flask, request
from langchain_groq import ChatGroq
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
llm = ChatGroq(model="llama-3.1-8b-instant")


@app.post("/wa")
def wa():
    result = llm.invoke(request.form["Body"])
    twiml = MessagingResponse()
    twiml.message(result.content)
    return str(twiml)
