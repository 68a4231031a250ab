from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


def health():
    return {"status": "ok", "version": }


@app.post("/wa")
def wa():
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": request.form["Body"]}],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
