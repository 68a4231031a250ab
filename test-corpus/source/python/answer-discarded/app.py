import logging

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


def note_topic(text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": f"Name the topic of this message in two words: {text}"}],
    )
    logging.info("topic: %s", result.choices[0].message.content)


@app.post("/wa")
def wa():
    note_topic(request.form["Body"])
    twiml = MessagingResponse()
    twiml.message("Thanks! We will call you back today.")
    return str(twiml)
