import os

import requests
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/chatwoot")
def chatwoot():
    event = request.get_json()
    if event["event"] != "message_created" or event["message_type"] != "incoming":
        return "", 200
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": event["content"]}],
    )
    account, conversation = event["account"]["id"], event["conversation"]["id"]
    requests.post(
        f"{os.environ['CHATWOOT_URL']}/api/v1/accounts/{account}/conversations/{conversation}/messages",
        json={"content": result.choices[0].message.content, "message_type": "outgoing", "private": False},
        headers={"api_access_token": os.environ["CHATWOOT_TOKEN"]},
    )
    return "", 200
