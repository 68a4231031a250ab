import os

import requests
from flask import Flask, request

app = Flask(__name__)


def gpt(text):
    response = requests.post(
        "https://api.openai.com/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENAI_KEY']}"},
        json={"model": "gpt-4o-mini", "messages": [{"role": "user", "content": text}]},
        timeout=40,
    )
    return response.json()["choices"][0]["message"]["content"]


@app.route("/fonnte", methods=["POST"])
def fonnte():
    data = request.form
    requests.post(
        "https://api.fonnte.com/send",
        headers={"Authorization": os.environ["FONNTE_TOKEN"]},
        data={"target": data["sender"], "message": gpt(data["message"])},
    )
    return "ok"
