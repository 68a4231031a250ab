import json
import os

import google.generativeai as genai
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
genai.configure(api_key=os.environ["GEMINI_KEY"])


def instruction():
    with open("./data/instruction.json") as file:
        parts = json.load(file)
    text = ""
    for title, words in parts.items():
        text += f"{title}:\n{words}\n\n"
    text += "OFFERS:\nThere is no offer at present."
    return text


model = genai.GenerativeModel("gemini-2.0-flash", system_instruction=instruction())


@app.post("/whatsapp")
def whatsapp():
    reply = MessagingResponse()
    reply.message(model.generate_content(request.form.get("Body")).text)
    return str(reply)
