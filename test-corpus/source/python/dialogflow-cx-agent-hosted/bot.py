import os
from flask import Flask, request
from google.cloud import dialogflowcx_v3beta1 as dialogflow
import requests

app = Flask(__name__)


def ask(session, text):
    client = dialogflow.SessionsClient()
    query = dialogflow.QueryInput(text=dialogflow.TextInput(text=text), language_code="es")
    asked = dialogflow.DetectIntentRequest(session=f"projects/x/agents/{os.environ['AGENT']}/sessions/{session}", query_input=query)
    response = client.detect_intent(request=asked)
    parts = []
    for message in response.query_result.response_messages:
        parts.append(message.text.text[0])
    return "\n".join(parts)


@app.post("/webhook")
def webhook():
    message = request.json["entry"][0]["changes"][0]["value"]["messages"][0]
    reply = ask(message["from"], message["text"]["body"])
    requests.post("https://graph.facebook.com/v20.0/1/messages", json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": reply}})
    return "ok"
