from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from app.domain import Dialogue
from app.model import Model

app = FastAPI()
model = Model("gpt-4o-mini")

CAMPSITE = "You are the reception of Lakeside Campsite. Book pitches, give prices and explain the rules. Do not answer other questions."


@app.post("/wa")
def wa(Body: str = Form(...)):
    dialogue = Dialogue(CAMPSITE)
    dialogue.hear(Body)
    twiml = MessagingResponse()
    twiml.message(model.speak(dialogue))
    return Response(str(twiml), media_type="application/xml")
