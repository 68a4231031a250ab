from fastapi import Depends, FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from service import Chat, get_chat

app = FastAPI()


@app.post("/wa")
async def wa(Body: str = Form(...), chat: Chat = Depends(get_chat)):
    twiml = MessagingResponse()
    twiml.message(await chat.answer(Body))
    return Response(str(twiml), media_type="application/xml")
