import os

from fastapi import FastAPI
from google import genai
from google.genai import types
from pywa import WhatsApp
from pywa import types as wa_types

app = FastAPI()
wa = WhatsApp(
    phone_id=os.environ["PHONE_ID"],
    token=os.environ["WA_TOKEN"],
    server=app,
    verify_token=os.environ["VERIFY_TOKEN"],
)
ai = genai.Client()


@wa.on_message()
def on_message(client: WhatsApp, msg: wa_types.Message):
    result = ai.models.generate_content(
        model="gemini-2.0-flash",
        contents=msg.text,
        config=types.GenerateContentConfig(temperature=0.3),
    )
    msg.reply_text(result.text)
