import os

import httpx
from fastapi import FastAPI, Request

app = FastAPI()
SYSTEM = "You are Claude, a helpful AI assistant chatting on WhatsApp. You can discuss any topic."


async def claude(http, text):
    response = await http.post(
        "https://api.anthropic.com/v1/messages",
        headers={"x-api-key": os.environ["ANTHROPIC_KEY"], "anthropic-version": "2023-06-01"},
        json={
            "model": "claude-3-5-haiku-latest",
            "max_tokens": 500,
            "system": SYSTEM,
            "messages": [{"role": "user", "content": text}],
        },
    )
    return response.json()["content"][0]["text"]


@app.post("/360dialog")
async def inbound(request: Request):
    message = (await request.json())["messages"][0]
    async with httpx.AsyncClient() as http:
        answer = await claude(http, message["text"]["body"])
        await http.post(
            "https://waba-v2.360dialog.io/messages",
            headers={"D360-API-KEY": os.environ["D360_KEY"]},
            json={"messaging_product": "whatsapp", "to": message["from"], "type": "text", "text": {"body": answer}},
        )
    return {}
