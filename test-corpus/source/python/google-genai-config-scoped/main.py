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

INSTRUCTION = """Anda ialah pembantu WhatsApp Kedai Kek Melati.
Bantu pelanggan memilih kek, membuat tempahan dan menyemak masa penghantaran.
Jawab hanya soalan tentang kedai; untuk perkara lain, tolak dengan sopan."""


@wa.on_message()
def on_message(client: WhatsApp, msg: wa_types.Message):
    result = ai.models.generate_content(
        model="gemini-2.0-flash",
        contents=msg.text,
        config=types.GenerateContentConfig(system_instruction=INSTRUCTION, temperature=0.3),
    )
    msg.reply_text(result.text)
