from fastapi import FastAPI, Form, Response
from google.adk.agents import LlmAgent
from google.adk.runners import Runner
from google.adk.sessions import InMemorySessionService
from google.genai import types
from twilio.twiml.messaging_response import MessagingResponse

agent = LlmAgent(
    name="observatory",
    model="gemini-2.0-flash",
    instruction="You are the guide of Mount Kea Observatory. Tell visitors about tours, tickets and tonight's sky. Decline other requests.",
)
sessions = InMemorySessionService()
runner = Runner(agent=agent, app_name="observatory", session_service=sessions)
app = FastAPI()


@app.post("/wa")
async def wa(Body: str = Form(...), From: str = Form(...)):
    await sessions.create_session(app_name="observatory", user_id=From, session_id=From)
    content = types.Content(role="user", parts=[types.Part(text=Body)])
    answer = ""
    async for event in runner.run_async(user_id=From, session_id=From, new_message=content):
        if event.is_final_response():
            answer = event.content.parts[0].text
    twiml = MessagingResponse()
    twiml.message(answer)
    return Response(str(twiml), media_type="application/xml")
