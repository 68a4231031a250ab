import datetime
from string import Template

import cohere
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
co = cohere.Client()

PREAMBLE = Template("You are the ticket desk of Cinema Lumière. Today is $day. Tell visitors which films run and book seats. Decline other topics.")


@app.post("/wa")
def wa():
    preamble = PREAMBLE.substitute(day=datetime.date.today().isoformat())
    result = co.chat(message=request.form["Body"], preamble=preamble)
    twiml = MessagingResponse()
    twiml.message(result.text)
    return str(twiml)
