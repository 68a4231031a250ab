import os

import requests
from flask import Flask, jsonify, request
from openai import OpenAI

import drafts

app = Flask(__name__)
client = OpenAI()


def send(to, text):
    requests.post(
        f"https://graph.facebook.com/v20.0/{os.environ['PHONE_ID']}/messages",
        headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        json={"messaging_product": "whatsapp", "to": to, "text": {"body": text}},
    )


@app.post("/webhook")
def webhook():
    message = request.json["entry"][0]["changes"][0]["value"]["messages"][0]
    text = message["text"]["body"]
    suggestion = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
    drafts.save(message["from"], text, suggestion.choices[0].message.content)
    send(message["from"], "Thank you, a colleague will answer you shortly.")
    return "ok"


@app.get("/inbox")
def inbox():
    return jsonify(drafts.pending())
