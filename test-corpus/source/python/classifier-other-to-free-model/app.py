from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

ANSWERS = {
    "hours": "We are open from 8 to 18, Monday to Saturday.",
    "address": "Rua das Flores 12, Lisboa.",
    "prices": "See the price list at https://lavandaria.example/precos",
}


def label(text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "Classify the message as hours, address, prices or other. Answer with one word."},
            {"role": "user", "content": text},
        ],
    )
    return result.choices[0].message.content.strip().lower()


def chat(text):
    result = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}])
    return result.choices[0].message.content


@app.post("/wa")
def wa():
    text = request.form["Body"]
    twiml = MessagingResponse()
    intent = label(text)
    if intent in ANSWERS:
        twiml.message(ANSWERS[intent])
    else:
        twiml.message(chat(text))
    return str(twiml)
