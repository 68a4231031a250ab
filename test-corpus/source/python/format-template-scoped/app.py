from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from waiter import Waiter

app = FastAPI()
waiter = Waiter()


@app.post("/whatsapp")
async def whatsapp(Body: str = Form(...), ProfileName: str = Form("")):
    twiml = MessagingResponse()
    twiml.message(waiter.answer(Body, ProfileName))
    return Response(content=str(twiml), media_type="application/xml")
