import anthropic
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = anthropic.Anthropic()

BASE = {
    "model": "claude-3-5-haiku-latest",
    "max_tokens": 300,
    "system": "You are the assistant of the night market in Penang. Tell visitors about stalls, hours and parking. Only talk about the market.",
}


@app.post("/wa")
def wa():
    result = client.messages.create(**BASE, messages=[{"role": "user", "content": request.form["Body"]}])
    twiml = MessagingResponse()
    twiml.message(result.content[0].text)
    return str(twiml)
