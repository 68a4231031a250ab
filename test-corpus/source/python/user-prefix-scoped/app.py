import os

import requests
from flask import Flask, request
from groq import Groq

app = Flask(__name__)
client = Groq()

RULES = """Você é o atendente da Farmácia Santa Clara.
Informe preços, horários, entrega e se há estoque.
Se perguntarem sobre outro assunto, diga que só pode ajudar com a farmácia.

Mensagem do cliente: """


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    result = client.chat.completions.create(
        model="llama-3.3-70b-versatile",
        messages=[{"role": "user", "content": RULES + message["text"]["body"]}],
    )
    requests.post(
        f"https://graph.facebook.com/v18.0/{os.environ['PHONE']}/messages",
        json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": result.choices[0].message.content}},
        headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
    )
    return "ok"
