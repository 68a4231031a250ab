from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from app.domain import Dialogue
from app.model import Model

app = FastAPI()
model = Model("gpt-4o-mini")


@app.post("/wa")
def wa(Body: str = Form(...)):
    dialogue = Dialogue()
    dialogue.hear(Body)
    twiml = MessagingResponse()
    twiml.message(model.speak(dialogue))
    return Response(str(twiml), media_type="application/xml")
