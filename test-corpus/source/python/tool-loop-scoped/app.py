import json
import os

import requests
from flask import Flask, request
from openai import OpenAI

from tools import SCHEMAS, call

app = Flask(__name__)
client = OpenAI()

BROKER = "You are the assistant of Casa Bella estate agents. Search our flats and book viewings with the tools. Refuse unrelated requests."


def run(text):
    messages = [{"role": "system", "content": BROKER}, {"role": "user", "content": text}]
    while True:
        result = client.chat.completions.create(model="gpt-4o", messages=messages, tools=SCHEMAS)
        message = result.choices[0].message
        if not message.tool_calls:
            return message.content
        messages.append(message)
        for tool_call in message.tool_calls:
            output = call(tool_call.function.name, json.loads(tool_call.function.arguments))
            messages.append({"role": "tool", "tool_call_id": tool_call.id, "content": json.dumps(output)})


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    requests.post(
        f"https://graph.facebook.com/v20.0/{value['metadata']['phone_number_id']}/messages",
        json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": run(message["text"]["body"])}},
        headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
    )
    return "ok"
