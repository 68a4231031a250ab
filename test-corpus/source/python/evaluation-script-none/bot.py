from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)

STEPS = {"1": "Send your order number.", "2": "We are open 9-17."}


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(STEPS.get(request.form["Body"].strip(), "1 Order\n2 Hours"))
    return str(twiml)
