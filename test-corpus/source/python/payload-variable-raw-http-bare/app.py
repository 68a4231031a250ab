import os

import requests
from flask import Flask, request

app = Flask(__name__)

API = "https://openrouter.ai/api/v1/chat/completions"


def think(text):
    headers = {"Authorization": "Bearer " + os.environ["OPENROUTER_KEY"]}
    payload = {"model": "mistralai/mistral-7b-instruct"}
    payload["messages"] = [{"role": "user", "content": text}]
    payload["max_tokens"] = 400
    response = requests.post(API, headers=headers, json=payload)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


@app.post("/wablas")
def wablas():
    data = request.get_json()
    if data["isFromMe"]:
        return "", 200
    return think(data["message"])
