import os

import google.generativeai as genai
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

genai.configure(api_key=os.environ["KEY"])
model = genai.GenerativeModel("gemini-1.5-flash")
app = Flask(__name__)

FARM = "You advise members of the Umoja dairy cooperative on milk prices, feed and vet visits. Only answer about dairy farming."


@app.post("/wa")
def wa():
    response = model.generate_content([FARM, request.form["Body"]])
    twiml = MessagingResponse()
    twiml.message(response.text)
    return str(twiml)
