import json

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

with open("seed.json", encoding="utf-8") as handle:
    SEED = json.load(handle)


@app.post("/wa")
def wa():
    messages = SEED + [{"role": "user", "content": request.form["Body"]}]
    result = client.chat.completions.create(model="gpt-4o-mini", messages=messages)
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
