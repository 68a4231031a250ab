import os

import httpx
from fastapi import FastAPI, Request
from openai import AsyncOpenAI

app = FastAPI()
client = AsyncOpenAI()


@app.post("/telegram")
async def telegram(request: Request):
    update = await request.json()
    message = update.get("message", {})
    result = await client.responses.create(
        model="gpt-4.1",
        instructions="You are an all-purpose AI companion like ChatGPT. Help with anything the user asks.",
        input=message.get("text", ""),
    )
    async with httpx.AsyncClient() as http:
        await http.post(
            f"https://api.telegram.org/bot{os.environ['BOT_TOKEN']}/sendMessage",
            json={"chat_id": message["chat"]["id"], "text": result.output_text},
        )
    return {}
