import os

import google.generativeai as genai
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

genai.configure(api_key=os.environ["GOOGLE_API_KEY"])
model = genai.GenerativeModel("gemini-1.5-flash")

PRIMER = [
    {
        "role": "user",
        "parts": [
            "You answer parents of Green Valley School about term dates, fees, uniforms and bus routes. "
            "If a question is not about the school, say you cannot help with it."
        ],
    },
    {"role": "model", "parts": ["Understood."]},
]

app = Flask(__name__)
chats = {}


@app.route("/bot", methods=["POST"])
def bot():
    sender = request.form["From"]
    if sender not in chats:
        chats[sender] = model.start_chat(history=PRIMER)
    reply = chats[sender].send_message(request.form["Body"])
    twiml = MessagingResponse()
    twiml.message(reply.text)
    return str(twiml)
