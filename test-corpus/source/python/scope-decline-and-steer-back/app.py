from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

PROMPT = (
    "You are the assistant of Sole Mates, a shoe shop. Help customers with sizes, stock and returns. "
    "If they ask about anything else, politely decline and come back to the shoes."
)


@app.post("/wa")
def wa():
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": request.form["Body"]}],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
