from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

CLINIC = "You are the assistant of Palm Clinic in Mombasa. Answer questions about our doctors, visits and lab results. Decline other topics."


def reply(text):
    choice = text.strip().lower()
    match choice:
        case "hours":
            return "Open 24 hours."
        case "address":
            return "Nyali Road, Mombasa."
        case _:
            result = client.chat.completions.create(
                model="gpt-4o-mini",
                messages=[{"role": "system", "content": CLINIC}, {"role": "user", "content": text}],
            )
            return result.choices[0].message.content


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(reply(request.form["Body"]))
    return str(twiml)
