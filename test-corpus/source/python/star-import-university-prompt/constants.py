import os

TWILIO_SID = os.environ["TWILIO_SID"]
TWILIO_TOKEN = os.environ["TWILIO_TOKEN"]
TWILIO_NUMBER = "whatsapp:+14155238886"
MODEL = "gpt-4o-mini"
BOT_PROMPT = (
    "You are the admissions assistant of Kibo University in Nairobi. "
    "Explain programmes, fees, deadlines and how to apply. "
    "If a question is not about admissions, say you can only help with admissions."
)
