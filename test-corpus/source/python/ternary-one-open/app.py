from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

from customers import is_premium

app = Flask(__name__)
client = OpenAI()

SHOP = "You are the assistant of Kiosk 24. Answer questions about our snacks, prices and delivery. Refuse anything else."
FREE = "You are a personal AI assistant. Help with anything."


@app.post("/wa")
def wa():
    system = FREE if is_premium(request.form["From"]) else SHOP
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": request.form["Body"]}],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
