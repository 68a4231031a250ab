from fastapi import FastAPI, Form, Response
from litellm import acompletion
from twilio.twiml.messaging_response import MessagingResponse

app = FastAPI()

MESSAGES = [{"role": "system", "content": "You're an AI chatbot. Be friendly and helpful, and answer everything."}]


@app.post("/wa")
async def wa(Body: str = Form(...)):
    result = await acompletion(model="gemini/gemini-1.5-flash", messages=MESSAGES + [{"role": "user", "content": Body}])
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return Response(str(twiml), media_type="application/xml")
