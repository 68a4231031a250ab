from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from rag import answer

app = Flask(__name__)


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(answer(request.form["Body"]))
    return str(twiml)
