import os

import requests
from flask import Flask, request
from langdetect import detect
from openai import OpenAI

from languages import PROMPTS

app = Flask(__name__)
client = OpenAI()


def answer(text):
    system = PROMPTS.get(detect(text), PROMPTS["en"])
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": text}],
    )
    return completion.choices[0].message.content


@app.post("/gupshup")
def gupshup():
    event = request.get_json()
    if event["type"] == "message":
        payload = event["payload"]
        requests.post(
            "https://api.gupshup.io/wa/api/v1/msg",
            data={
                "channel": "whatsapp",
                "source": os.environ["GUPSHUP_NUMBER"],
                "destination": payload["sender"]["phone"],
                "message": answer(payload["payload"]["text"]),
            },
            headers={"apikey": os.environ["GUPSHUP_KEY"]},
        )
    return "", 200
