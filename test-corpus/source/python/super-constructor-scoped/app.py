from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from agents import LibraryAgent

app = Flask(__name__)
agent = LibraryAgent()


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(agent.reply(request.form["Body"]))
    return str(twiml)
