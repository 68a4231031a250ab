import os

import httpx
from fastapi import FastAPI, Request
from openai import AsyncOpenAI

app = FastAPI()
client = AsyncOpenAI()


def build_prompt(language, night):
    prompt = "You are the information desk of San Rafael Hospital. Explain visiting hours, departments and how to get a report. "
    if night:
        prompt += "It is night: send emergencies to the east entrance. "
    if language == "es":
        prompt += "Reply in Spanish. "
    else:
        prompt += "Reply in English. "
    prompt += "If a question is not about the hospital, say you cannot help."
    return prompt


@app.post("/webhook")
async def webhook(request: Request):
    value = (await request.json())["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    hour = int(message["timestamp"]) // 3600 % 24
    system = build_prompt("es", hour < 6)
    result = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": message["text"]["body"]}],
    )
    async with httpx.AsyncClient() as http:
        await http.post(
            f"https://graph.facebook.com/v20.0/{os.environ['PHONE']}/messages",
            json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": result.choices[0].message.content}},
            headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        )
    return {}
