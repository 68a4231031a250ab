import os

TWILIO_SID = os.environ["TWILIO_SID"]
TWILIO_TOKEN = os.environ["TWILIO_TOKEN"]
TWILIO_NUMBER = "whatsapp:+14155238886"
MODEL = "gpt-4o-mini"
BOT_PROMPT = "You are a helpful assistant on WhatsApp. Keep answers short and friendly."
