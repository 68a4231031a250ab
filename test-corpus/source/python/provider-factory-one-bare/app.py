import os

from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from providers import build

app = Flask(__name__)
provider = build(os.environ.get("PROVIDER", "openai"))


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(provider.generate(request.form["Body"]))
    return str(twiml)
