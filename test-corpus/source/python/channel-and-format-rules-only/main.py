import os

import httpx
from fastapi import FastAPI, Request
from openai import AsyncOpenAI

from prompt import build

app = FastAPI()
client = AsyncOpenAI()


@app.post("/webhook")
async def webhook(request: Request):
    value = (await request.json())["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    result = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": build(value["contacts"][0]["profile"]["name"])},
            {"role": "user", "content": message["text"]["body"]},
        ],
    )
    async with httpx.AsyncClient() as http:
        await http.post(
            f"https://graph.facebook.com/v21.0/{os.environ['PHONE']}/messages",
            json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": result.choices[0].message.content}},
            headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        )
    return {}
