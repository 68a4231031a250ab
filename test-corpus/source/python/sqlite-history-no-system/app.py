import sqlite3

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


def remember(sender, role, content):
    with sqlite3.connect("chat.db") as db:
        db.execute("INSERT INTO turns (sender, role, content) VALUES (?, ?, ?)", (sender, role, content))


def recall(sender):
    with sqlite3.connect("chat.db") as db:
        rows = db.execute("SELECT role, content FROM turns WHERE sender = ? ORDER BY id DESC LIMIT 10", (sender,)).fetchall()
    return [{"role": role, "content": content} for role, content in reversed(rows)]


@app.post("/wa")
def wa():
    sender = request.form["From"]
    remember(sender, "user", request.form["Body"])
    result = client.chat.completions.create(model="gpt-4o-mini", messages=recall(sender))
    answer = result.choices[0].message.content
    remember(sender, "assistant", answer)
    twiml = MessagingResponse()
    twiml.message(answer)
    return str(twiml)
