from flask import Flask, current_app, request
from twilio.twiml.messaging_response import MessagingResponse

from service import ChatService

PROMPT = "You are the assistant of Cape Town Bike Tours. Answer questions about routes, prices and meeting points. Refuse anything else."

app = Flask(__name__)
app.config["CHAT"] = ChatService(PROMPT)


@app.post("/wa")
def wa():
    chat = current_app.config["CHAT"]
    twiml = MessagingResponse()
    twiml.message(chat.reply(request.form["Body"]))
    return str(twiml)
