from collections import defaultdict

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()
histories = defaultdict(list)


def converse(sender, text):
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
