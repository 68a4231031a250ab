from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()
histories = {}

GARAGE = {
    "role": "system",
    "content": "You are the service desk of Kumasi Auto Garage. Book services, quote repairs and tell customers "
    "when their car is ready. Do not discuss anything that is not about the garage.",
}


def converse(sender, text):
    if sender not in histories:
        histories[sender] = [GARAGE]
    history = histories[sender]
    history.append({"role": "user", "content": text})
    completion = client.chat.completions.create(model="gpt-4o-mini", messages=history)
    answer = completion.choices[0].message.content
    history.append({"role": "assistant", "content": answer})
    return answer


@app.route("/whatsapp", methods=["POST"])
def whatsapp():
    sender = request.values["From"]
    text = request.values["Body"]
    twiml = MessagingResponse()
    if text.lower() == "reset":
        histories.pop(sender, None)
        twiml.message("Conversation cleared.")
    else:
        twiml.message(converse(sender, text))
    return str(twiml)
