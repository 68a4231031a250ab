from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from crew import TravelCrew

app = FastAPI()


@app.post("/whatsapp")
def whatsapp(Body: str = Form(...)):
    result = TravelCrew().crew().kickoff(inputs={"message": Body})
    twiml = MessagingResponse()
    twiml.message(result.raw)
    return Response(str(twiml), media_type="application/xml")
