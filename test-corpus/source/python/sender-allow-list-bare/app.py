from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

TEAM = {"whatsapp:+5491155550001", "whatsapp:+5491155550002"}


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    if request.form["From"] not in TEAM:
        twiml.message("Este número es privado.")
        return str(twiml)
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": request.form["Body"]}],
    )
    twiml.message(result.choices[0].message.content)
    return str(twiml)
