import os

from dotenv import load_dotenv
from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

load_dotenv()

SYSTEM_PROMPT = os.environ["ASSISTANT_PROMPT"]

app = Flask(__name__)
client = OpenAI()


@app.post("/whatsapp")
def whatsapp():
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            {"role": "user", "content": request.form["Body"]},
        ],
    )
    twiml = MessagingResponse()
    twiml.message(completion.choices[0].message.content)
    return str(twiml)
