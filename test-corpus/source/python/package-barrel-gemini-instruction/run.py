from flask import Flask, request

from agent import generate_reply
from gateway import send

app = Flask(__name__)


@app.post("/evolution/webhook")
def evolution():
    event = request.get_json()
    if event.get("event") != "messages.upsert":
        return "", 200
    data = event["data"]
    if data["key"]["fromMe"]:
        return "", 200
    text = data["message"].get("conversation", "")
    send(data["key"]["remoteJid"], generate_reply(text))
    return "", 200
