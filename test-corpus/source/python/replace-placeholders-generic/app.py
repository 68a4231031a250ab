import datetime
import os

import requests
from flask import Flask, request
from openai import OpenAI

from prompt import TEMPLATE

app = Flask(__name__)
client = OpenAI()


@app.post("/zapi")
def zapi():
    event = request.get_json()
    if event.get("fromMe"):
        return "", 200
    system = TEMPLATE.replace("{NAME}", event["senderName"]).replace("{DATE}", datetime.date.today().isoformat())
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": event["text"]["message"]}],
    )
    requests.post(
        f"https://api.z-api.io/instances/{os.environ['ZAPI_INSTANCE']}/token/{os.environ['ZAPI_TOKEN']}/send-text",
        json={"phone": event["phone"], "message": completion.choices[0].message.content},
    )
    return "", 200
