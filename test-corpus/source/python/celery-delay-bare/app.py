from flask import Flask, request

from tasks import answer_message

app = Flask(__name__)


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    for message in value.get("messages", []):
        if message["type"] == "text":
            answer_message.delay(message["from"], message["text"]["body"])
    return "EVENT_RECEIVED"
