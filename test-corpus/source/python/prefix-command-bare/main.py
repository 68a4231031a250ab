import os

from fastapi import FastAPI
from openai import OpenAI
from pywa import WhatsApp, filters
from pywa.types import Message

app = FastAPI()
wa = WhatsApp(phone_id=os.environ["PHONE_ID"], token=os.environ["TOKEN"], server=app, verify_token="verify")
client = OpenAI()


@wa.on_message(filters.startswith("/gpt"))
def gpt(_: WhatsApp, msg: Message):
    question = msg.text.removeprefix("/gpt").strip()
    result = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    msg.reply_text(result.choices[0].message.content)


@wa.on_message(filters.matches("hours"))
def hours(_: WhatsApp, msg: Message):
    msg.reply_text("Open 9-17")
