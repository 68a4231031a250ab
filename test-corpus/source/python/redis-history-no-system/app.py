import os

import requests
from flask import Flask, request

import memory
from llm import complete

app = Flask(__name__)


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    for message in value.get("messages", []):
        user = message["from"]
        history = memory.load(user)
        history.append({"role": "user", "content": message["text"]["body"]})
        answer = complete(history)
        history.append({"role": "assistant", "content": answer})
        memory.save(user, history)
        requests.post(
            f"https://graph.facebook.com/v20.0/{value['metadata']['phone_number_id']}/messages",
            json={"messaging_product": "whatsapp", "to": user, "text": {"body": answer}},
            headers={"Authorization": "Bearer " + os.environ["TOKEN"]},
        )
    return "ok"
