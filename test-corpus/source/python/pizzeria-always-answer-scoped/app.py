from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

from prompt import MASTER

app = Flask(__name__)
client = OpenAI()


@app.post("/wa")
def wa():
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": MASTER}, {"role": "user", "content": request.form["Body"]}],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
