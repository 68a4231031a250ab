from fastapi import FastAPI, Form, Response
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = FastAPI()
client = OpenAI()

FRAME = "You are the assistant of %s, a repair shop for phones in Lagos. Open %s. Quote repairs and take bookings. Decline other topics."


def ask(text):
    system = FRAME % ("FixIt Hub", "9-18")
    result = client.responses.create(model="gpt-4.1-mini", instructions=system, input=text)
    return result.output_text


@app.post("/whatsapp")
async def whatsapp(Body: str = Form(...)):
    twiml = MessagingResponse()
    twiml.message(ask(Body))
    return Response(content=str(twiml), media_type="application/xml")
