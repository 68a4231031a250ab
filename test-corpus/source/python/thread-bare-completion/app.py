import os
import threading

import openai
from flask import Flask, request
from twilio.rest import Client

openai.api_key = os.environ["OPENAI_API_KEY"]
app = Flask(__name__)
twilio = Client()


def process(sender, text):
    response = openai.Completion.create(
        engine="text-davinci-003",
        prompt=f"Human: {text}\nAI:",
        max_tokens=300,
        stop=["Human:"],
    )
    answer = response["choices"][0]["text"].strip()
    twilio.messages.create(from_="whatsapp:+14155238886", to=sender, body=answer)


@app.route("/incoming", methods=["POST"])
def incoming():
    threading.Thread(target=process, args=(request.form["From"], request.form["Body"])).start()
    return "", 200
