from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()
state = {}

MENU = "1 Cardápio\n2 Horário\n3 Endereço\n4 Falar com atendente\n5 Conversar com a IA"


def step(sender, text):
    if state.get(sender) == "ai":
        if text == "0":
            state[sender] = "menu"
            return MENU
        result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
        return result.choices[0].message.content
    if text == "1":
        return "Hoje: feijoada, moqueca e salada."
    if text == "2":
        return "Das 11h às 15h."
    if text == "3":
        return "Av. Sete de Setembro, 80."
    if text == "4":
        return "Um atendente já vai falar com você."
    if text == "5":
        state[sender] = "ai"
        return "Pode perguntar! Envie 0 para voltar."
    return MENU


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(step(request.form["From"], request.form["Body"].strip()))
    return str(twiml)
