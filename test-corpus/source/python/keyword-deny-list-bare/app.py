from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

BANNED = ("bomb", "weapon", "drugs", "porn")


@app.post("/wa")
def wa():
    text = request.form["Body"]
    twiml = MessagingResponse()
    if any(word in text.lower() for word in BANNED):
        twiml.message("I cannot talk about that.")
        return str(twiml)
    result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
    twiml.message(result.choices[0].message.content)
    return str(twiml)
