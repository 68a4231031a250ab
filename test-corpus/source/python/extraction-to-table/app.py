import json
import sqlite3

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


def extract(text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        response_format={"type": "json_object"},
        messages=[
            {"role": "system", "content": "Extract amount, category and date of the expense as JSON."},
            {"role": "user", "content": text},
        ],
    )
    return json.loads(result.choices[0].message.content)


@app.post("/wa")
def wa():
    expense = extract(request.form["Body"])
    with sqlite3.connect("expenses.db") as db:
        db.execute("INSERT INTO expenses VALUES (?, ?, ?)", (expense["amount"], expense["category"], expense["date"]))
    twiml = MessagingResponse()
    twiml.message("Saved.")
    return str(twiml)
