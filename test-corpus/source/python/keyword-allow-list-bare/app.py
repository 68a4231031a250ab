from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

TOPICS = ("order", "shipping", "delivery", "refund", "invoice")


@app.post("/wa")
def wa():
    text = request.form["Body"]
    twiml = MessagingResponse()
    if not any(topic in text.lower() for topic in TOPICS):
        twiml.message("I can help with orders, shipping and refunds.")
        return str(twiml)
    result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
    twiml.message(result.choices[0].message.content)
    return str(twiml)
