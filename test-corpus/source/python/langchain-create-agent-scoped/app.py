import os

import requests
from flask import Flask, request
from langchain.agents import create_agent

from tools import flight_status, rebook

agent = create_agent(
    model="openai:gpt-4o-mini",
    tools=[flight_status, rebook],
    system_prompt="You are the customer service agent of Coral Airways. Look up flights and rebook passengers. Decline anything else.",
)

app = Flask(__name__)


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    result = agent.invoke({"messages": [{"role": "user", "content": message["text"]["body"]}]})
    requests.post(
        f"https://graph.facebook.com/v20.0/{os.environ['PHONE']}/messages",
        headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": result["messages"][-1].content}},
    )
    return "ok"
