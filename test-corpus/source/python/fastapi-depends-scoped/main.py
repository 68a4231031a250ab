from fastapi import Depends, FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse

from service import Concierge, get_concierge

app = FastAPI()


@app.post("/wa")
async def wa(Body: str = Form(...), concierge: Concierge = Depends(get_concierge)):
    twiml = MessagingResponse()
    twiml.message(await concierge.answer(Body))
    return Response(str(twiml), media_type="application/xml")
