from flask import Flask, request
from groq import Groq
from openai import OpenAI, OpenAIError
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
openai = OpenAI()
groq = Groq()

SYSTEM = "You are the assistant of Delta Driving School. Answer questions about lessons, exams and prices only."


def answer(text):
    try:
        result = openai.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": text}],
        )
    except OpenAIError:
        result = groq.chat.completions.create(model="llama-3.1-8b-instant", messages=[{"role": "user", "content": text}])
    return result.choices[0].message.content


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(answer(request.form["Body"]))
    return str(twiml)
