from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()
turns = {}

PROMPT = "You are the concierge of Hotel Miramar. Answer only questions about rooms, breakfast and bookings."


def first_answer(text):
    messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": text}]
    return client.chat.completions.create(model="gpt-4o-mini", messages=messages).choices[0].message.content


def next_answer(past, text):
    messages = past + [{"role": "user", "content": text}]
    return client.chat.completions.create(model="gpt-4o-mini", messages=messages).choices[0].message.content


@app.post("/wa")
def wa():
    sender, text = request.form["From"], request.form["Body"]
    if sender not in turns:
        turns[sender] = []
        answer = first_answer(text)
    else:
        answer = next_answer(turns[sender], text)
    turns[sender] += [{"role": "user", "content": text}, {"role": "assistant", "content": answer}]
    twiml = MessagingResponse()
    twiml.message(answer)
    return str(twiml)
