from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from chain import chain

app = FastAPI()


@app.post("/whatsapp")
async def whatsapp(Body: str = Form(...)):
    twiml = MessagingResponse()
    twiml.message(await chain.ainvoke({"input": Body}))
    return Response(str(twiml), media_type="application/xml")
