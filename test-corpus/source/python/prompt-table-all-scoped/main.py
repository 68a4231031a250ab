from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

from modes import PROMPTS

app = Flask(__name__)
client = OpenAI()
mode_of = {}


@app.post("/bot")
def bot():
    text = request.form["Body"].strip()
    sender = request.form["From"]
    twiml = MessagingResponse()
    if text.lower() in PROMPTS:
        mode_of[sender] = text.lower()
        twiml.message(f"Mode: {text}")
        return str(twiml)
    mode = mode_of.get(sender, "orders")
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": PROMPTS[mode]},
            {"role": "user", "content": text},
        ],
    )
    twiml.message(completion.choices[0].message.content)
    return str(twiml)
