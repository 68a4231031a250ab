import requests
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)


@app.post("/whatsapp")
def whatsapp():
    answer = requests.post("http://localhost:8000/generate", json={"prompt": request.form["Body"]}, timeout=60)
    twiml = MessagingResponse()
    twiml.message(answer.json()["answer"])
    return str(twiml)
