import os

import requests
from flask import Flask, jsonify, request

import claude_client as brain

app = Flask(__name__)


@app.route("/webhook", methods=["GET"])
def verify():
    if request.args.get("hub.verify_token") == os.environ["VERIFY_TOKEN"]:
        return request.args.get("hub.challenge"), 200
    return "forbidden", 403


@app.route("/webhook", methods=["POST"])
def webhook():
    value = request.get_json()["entry"][0]["changes"][0]["value"]
    if "messages" not in value:
        return jsonify(status="ignored")
    message = value["messages"][0]
    reply(message["from"], brain.complete(message["text"]["body"]))
    return jsonify(status="ok")


def reply(to, text):
    requests.post(
        f"https://graph.facebook.com/v19.0/{os.environ['PHONE_ID']}/messages",
        headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        json={"messaging_product": "whatsapp", "to": to, "text": {"body": text}},
        timeout=15,
    )
