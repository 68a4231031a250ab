import os
import textwrap

import requests
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


def parse(body):
    value = body["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    return value["metadata"]["phone_number_id"], message["from"], message["text"]["body"]


def pieces(answer):
    return textwrap.wrap(answer, 900, replace_whitespace=False)


@app.post("/webhook")
def webhook():
    phone_id, sender, text = parse(request.get_json())
    completion = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}])
    for piece in pieces(completion.choices[0].message.content):
        requests.post(
            f"https://graph.facebook.com/v20.0/{phone_id}/messages",
            json={"messaging_product": "whatsapp", "to": sender, "text": {"body": piece}},
            headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        )
    return "ok"
