import os

import requests
from flask import Flask, request
from openai import OpenAI

from gym import CLASSES, TEMPLATE

app = Flask(__name__)
client = OpenAI()


def system_prompt():
    timetable = "\n".join(f"- {name}: {when}" for name, when in CLASSES.items())
    return TEMPLATE.replace("{GYM}", "Iron Temple").replace("{CLASSES}", timetable)


@app.post("/zapi")
def zapi():
    event = request.get_json()
    if event.get("fromMe") or event.get("type") != "ReceivedCallback":
        return "", 200
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": system_prompt()},
            {"role": "user", "content": event["text"]["message"]},
        ],
    )
    requests.post(
        f"https://api.z-api.io/instances/{os.environ['ZAPI_INSTANCE']}/token/{os.environ['ZAPI_TOKEN']}/send-text",
        json={"phone": event["phone"], "message": completion.choices[0].message.content},
    )
    return "", 200
