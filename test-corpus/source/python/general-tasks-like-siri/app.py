from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

SYSTEM = "You are a human-like assistant skilled in general tasks, like Siri. Talk casually and use at most thirty words."


@app.post("/wa")
def wa():
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": request.form["Body"]}],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
