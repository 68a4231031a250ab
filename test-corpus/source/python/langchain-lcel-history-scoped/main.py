from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from chain import chat

app = FastAPI()


@app.post("/whatsapp")
async def whatsapp(Body: str = Form(...), From: str = Form(...)):
    answer = chat.invoke({"input": Body}, config={"configurable": {"session_id": From}})
    twiml = MessagingResponse()
    twiml.message(answer)
    return Response(str(twiml), media_type="application/xml")
