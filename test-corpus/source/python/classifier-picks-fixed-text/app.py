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


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    intent = label(request.form["Body"])
    twiml.message(ANSWERS.get(intent, "Please call us on 210 000 000."))
    return str(twiml)
