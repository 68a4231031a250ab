from fastapi import FastAPI, Request

from channels.cloud_api import send_text
from services.llm import ask

app = FastAPI()


@app.post("/webhook")
async def receive(request: Request):
    body = await request.json()
    message = body["entry"][0]["changes"][0]["value"]["messages"][0]
    if message["type"] == "text":
        answer = await ask(message["text"]["body"])
        await send_text(message["from"], answer)
    return {"status": "ok"}
