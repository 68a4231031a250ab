from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from llm import complete

app = Flask(__name__)


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(complete(request.form["Body"]))
    return str(twiml)
