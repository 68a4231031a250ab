from fastapi import FastAPI, Request

from channels.cloud_api import send_text
from services.llm import ask

app = FastAPI()


@app.post("/webhook")
async def receive(request: Request):
    body = await request.json()
    for entry in body.get("entry", []):
        for change in entry.get("changes", []):
            for message in change["value"].get("messages", []):
                if message.get("type") != "text":
                    continue
                answer = await ask(message["text"]["body"])
                await send_text(message["from"], answer)
    return {"status": "ok"}
