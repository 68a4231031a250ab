import os

import requests
from flask import Flask, request

app = Flask(__name__)

URL = "https://generativelanguage.googleapis.com/v1beta/models/gemini-1.5-flash:generateContent"
AGENCY = "Kamu adalah CS agen wisata Nusa Indah. Bantu pelanggan memilih paket tur dan memesan. Hanya jawab tentang paket wisata kami."


def gemini(text):
    body = {
        "systemInstruction": {"parts": [{"text": AGENCY}]},
        "contents": [{"role": "user", "parts": [{"text": text}]}],
    }
    response = requests.post(URL, params={"key": os.environ["GEMINI_KEY"]}, json=body, timeout=40)
    return response.json()["candidates"][0]["content"]["parts"][0]["text"]


@app.route("/fonnte", methods=["POST"])
def fonnte():
    data = request.form
    requests.post(
        "https://api.fonnte.com/send",
        headers={"Authorization": os.environ["FONNTE_TOKEN"]},
        data={"target": data["sender"], "message": gemini(data["message"])},
    )
    return "ok"
