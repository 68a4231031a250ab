import os

import requests
import yaml
from flask import Flask, request
from openai import OpenAI

with open("config.yaml", encoding="utf-8") as f:
    config = yaml.safe_load(f)

app = Flask(__name__)
client = OpenAI()


@app.post("/waha")
def waha():
    event = request.json
    if event["event"] != "message":
        return "ignored"
    payload = event["payload"]
    completion = client.chat.completions.create(
        model=config["llm"]["model"],
        messages=[
            {"role": "system", "content": config["llm"]["system_prompt"]},
            {"role": "user", "content": payload["body"]},
        ],
    )
    requests.post(
        os.environ["WAHA_URL"] + "/api/sendText",
        json={"session": "default", "chatId": payload["from"], "text": completion.choices[0].message.content},
    )
    return "ok"
