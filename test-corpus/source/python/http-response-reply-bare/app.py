import os

from flask import Flask, jsonify, request
from mistralai import Mistral

app = Flask(__name__)
mistral = Mistral(api_key=os.environ["MISTRAL_API_KEY"])


@app.post("/whatsapp-autoreply")
def autoreply():
    query = request.get_json()["query"]
    result = mistral.chat.complete(
        model="mistral-small-latest",
        messages=[{"role": "user", "content": query["message"]}],
    )
    return jsonify({"replies": [{"message": result.choices[0].message.content}]})
