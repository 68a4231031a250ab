from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


def reply(text):
    choice = text.strip()
    if choice == "1":
        return "Estamos abiertos de 9 a 20 h."
    if choice == "2":
        return "Calle Mayor 4, Burgos."
    if choice.lower() in ("hola", "buenas"):
        return "1. Horario\n2. Dirección"
    result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
    return result.choices[0].message.content


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(reply(request.form["Body"]))
    return str(twiml)
