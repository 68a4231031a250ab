import cohere
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
co = cohere.Client()


@app.post("/wa")
def wa():
    result = co.chat(message=request.form["Body"], model="command-r")
    twiml = MessagingResponse()
    twiml.message(result.text)
    return str(twiml)
