from flask import Flask, request
from openai import OpenAI
from twilio.rest import Client

from constants import *

app = Flask(__name__)
llm = OpenAI()
twilio = Client(TWILIO_SID, TWILIO_TOKEN)


@app.post("/inbound")
def inbound():
    text = request.form["Body"]
    sender = request.form["From"]
    answer = llm.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": BOT_PROMPT},
            {"role": "user", "content": text},
        ],
    )
    twilio.messages.create(
        from_=TWILIO_NUMBER,
        to=sender,
        body=answer.choices[0].message.content,
    )
    return "", 204
