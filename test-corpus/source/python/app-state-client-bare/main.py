from contextlib import asynccontextmanager

from fastapi import FastAPI, Form, Request, Response
from twilio.twiml.messaging_response import MessagingResponse

from service import ChatService


@asynccontextmanager
async def lifespan(app):
    app.state.chat = ChatService()
    yield


app = FastAPI(lifespan=lifespan)


@app.post("/wa")
async def wa(request: Request, Body: str = Form(...)):
    answer = await request.app.state.chat.reply(Body)
    twiml = MessagingResponse()
    twiml.message(answer)
    return Response(str(twiml), media_type="application/xml")
