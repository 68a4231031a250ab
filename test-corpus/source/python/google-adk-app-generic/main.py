import os

import requests
from fastapi import BackgroundTasks, FastAPI, Request
from vertexai.agent_engines import AdkApp

from agent import root_agent

app = FastAPI()
adk = AdkApp(agent=root_agent, app_name="assistant")


async def answer(sender: str, text: str) -> None:
    last = ""
    async for event in adk.async_stream_query(message=text, user_id=sender):
        for part in event["content"]["parts"]:
            last = part.get("text", "")
    requests.post(
        f"https://graph.facebook.com/v20.0/{os.environ['PHONE_ID']}/messages",
        headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        json={"messaging_product": "whatsapp", "to": sender, "type": "text", "text": {"body": last}},
    )


@app.post("/webhook")
async def webhook(request: Request, tasks: BackgroundTasks):
    data = await request.json()
    message = data["entry"][0]["changes"][0]["value"]["messages"][0]
    tasks.add_task(answer, message["from"], message["text"]["body"])
    return {"ok": True}
