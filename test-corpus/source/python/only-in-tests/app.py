from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message("Please call the office." if request.form["Body"] else "")
    return str(twiml)
