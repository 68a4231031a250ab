from flask import Flask, jsonify, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


def complete(text):
    result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
    return result.choices[0].message.content


@app.post("/dialogflow")
def dialogflow():
    query = request.get_json()["queryResult"]
    intent = query["intent"]["displayName"]
    if intent == "opening.hours":
        answer = "We open at nine."
    elif intent == "book.table":
        answer = "Please call 555 0101 to book."
    else:
        answer = complete(query["queryText"])
    return jsonify({"fulfillmentText": answer})
