import os

from fastapi import FastAPI
from openai import OpenAI
from pywa import WhatsApp, filters
from pywa.types import Message

app = FastAPI()
wa = WhatsApp(phone_id=os.environ["PHONE_ID"], token=os.environ["TOKEN"], server=app, verify_token="verify")
client = OpenAI()

COACH = "You are the fitness coach of Pulse Gym. Explain exercises and our classes. If asked about something else, say you only talk about training."


@wa.on_message(filters.startswith("/fit"))
def fit(_: WhatsApp, msg: Message):
    question = msg.text.removeprefix("/fit").strip()
    result = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": COACH}, {"role": "user", "content": question}],
    )
    msg.reply_text(result.choices[0].message.content)
