import os

from flask import Flask, request
from heyoo import WhatsApp
from openai import OpenAI

app = Flask(__name__)
messenger = WhatsApp(os.environ["TOKEN"], phone_number_id=os.environ["PHONE_ID"])
client = OpenAI()


@app.post("/")
def hook():
    data = request.get_json()
    if messenger.changed_field(data) == "messages" and messenger.is_message(data):
        mobile = messenger.get_mobile(data)
        if messenger.get_message_type(data) == "text":
            message = messenger.get_message(data)
            result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": message}])
            messenger.send_message(result.choices[0].message.content, mobile)
    return "ok"
