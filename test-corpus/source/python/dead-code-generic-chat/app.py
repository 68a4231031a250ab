from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from faq import lookup

app = Flask(__name__)


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(lookup(request.form["Body"]))
    return str(twiml)
