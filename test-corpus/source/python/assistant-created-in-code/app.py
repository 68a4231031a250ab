from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from assistant import ask

app = Flask(__name__)


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(ask(request.form["From"], request.form["Body"]))
    return str(twiml)
