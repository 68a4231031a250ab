import os

import requests
from flask import Flask, request
from groq import Groq

app = Flask(__name__)
client = Groq()


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    text = message["text"]["body"]
    prompt = f"Você é um assistente prestativo. Responda em português, de forma breve: {text}"
    result = client.chat.completions.create(
        model="llama-3.3-70b-versatile",
        messages=[{"role": "user", "content": prompt}],
    )
    requests.post(
        f"https://graph.facebook.com/v18.0/{os.environ['PHONE']}/messages",
        json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": result.choices[0].message.content}},
        headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
    )
    return "ok"
