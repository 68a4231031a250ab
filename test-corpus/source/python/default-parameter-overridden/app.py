from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from llm import complete

app = Flask(__name__)

DEPOT = "You are the dispatcher of Green Bin waste collection. Tell residents pick-up days and how to order a bin. Decline other topics."


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(complete(request.form["Body"], system=DEPOT))
    return str(twiml)
