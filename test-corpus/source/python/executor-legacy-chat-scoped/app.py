import os
from concurrent.futures import ThreadPoolExecutor

import openai
from flask import Flask, request
from twilio.rest import Client

openai.api_key = os.environ["OPENAI_API_KEY"]
app = Flask(__name__)
twilio = Client()
pool = ThreadPoolExecutor(max_workers=4)

HOTEL = "You are the receptionist of Hotel Morski Bryag in Varna. Answer guests only about rooms, breakfast and parking."


def process(sender, text):
    response = openai.ChatCompletion.create(
        model="gpt-3.5-turbo",
        messages=[{"role": "system", "content": HOTEL}, {"role": "user", "content": text}],
    )
    answer = response["choices"][0]["message"]["content"]
    twilio.messages.create(from_="whatsapp:+14155238886", to=sender, body=answer)


@app.route("/incoming", methods=["POST"])
def incoming():
    pool.submit(process, request.form["From"], request.form["Body"])
    return "", 200
