import os

from flask import Flask, jsonify, request
from mistralai import Mistral

app = Flask(__name__)
mistral = Mistral(api_key=os.environ["MISTRAL_API_KEY"])

HOUSE = "You are the host of Banyan Guest House in Hoi An. Answer questions about rooms, prices and breakfast only."


@app.post("/whatsapp-autoreply")
def autoreply():
    query = request.get_json()["query"]
    result = mistral.chat.complete(
        model="mistral-small-latest",
        messages=[{"role": "system", "content": HOUSE}, {"role": "user", "content": query["message"]}],
    )
    return jsonify({"replies": [{"message": result.choices[0].message.content}]})
