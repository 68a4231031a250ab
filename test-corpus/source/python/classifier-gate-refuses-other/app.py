from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

GATE = "Is the message about our first-aid course? Answer with exactly RELEVANT or IRRELEVANT."


def relevant(text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": GATE}, {"role": "user", "content": text}],
    )
    return result.choices[0].message.content.strip() == "RELEVANT"


def answer(text):
    result = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}])
    return result.choices[0].message.content


@app.post("/wa")
def wa():
    text = request.form["Body"]
    twiml = MessagingResponse()
    if not relevant(text):
        twiml.message("I can only help with the first-aid course.")
        return str(twiml)
    twiml.message(answer(text))
    return str(twiml)
