from fastapi import FastAPI, Form, Response
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = FastAPI()
client = OpenAI()

FRAME = "You are a friendly, smart AI assistant on %s. Answer any question in at most %d words."


def ask(text):
    system = FRAME % ("WhatsApp", 80)
    result = client.responses.create(model="gpt-4.1-mini", instructions=system, input=text)
    return result.output_text


@app.post("/whatsapp")
async def whatsapp(Body: str = Form(...)):
    twiml = MessagingResponse()
    twiml.message(ask(Body))
    return Response(content=str(twiml), media_type="application/xml")
