from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from qa import chain

app = FastAPI()


@app.post("/wa")
def wa(Body: str = Form(...)):
    result = chain.invoke({"query": Body})
    twiml = MessagingResponse()
    twiml.message(result["result"])
    return Response(str(twiml), media_type="application/xml")
