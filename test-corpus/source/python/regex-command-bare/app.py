import re

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

ASK = re.compile(r"^ask:\s*(.+)$", re.IGNORECASE | re.DOTALL)


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    match = ASK.match(request.form["Body"])
    if not match:
        twiml.message("Write ask: followed by your question.")
        return str(twiml)
    result = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": match.group(1)}])
    twiml.message(result.choices[0].message.content)
    return str(twiml)
