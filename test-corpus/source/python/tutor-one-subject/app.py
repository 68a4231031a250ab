from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

TUTOR = "You are a maths tutor for grade 8 pupils. Explain algebra and geometry step by step. If asked about something else, say you only do maths."


@app.post("/wa")
def wa():
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": TUTOR}, {"role": "user", "content": request.form["Body"]}],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
