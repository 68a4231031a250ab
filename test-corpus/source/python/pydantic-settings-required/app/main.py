import httpx
from fastapi import FastAPI, Request
from openai import AsyncOpenAI

from app.config import settings

app = FastAPI()
client = AsyncOpenAI(api_key=settings.openai_api_key)


async def send(to: str, text: str) -> None:
    async with httpx.AsyncClient() as http:
        await http.post(
            f"https://graph.facebook.com/v21.0/{settings.phone_number_id}/messages",
            headers={"Authorization": f"Bearer {settings.whatsapp_token}"},
            json={"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": text}},
        )


@app.post("/webhook")
async def webhook(request: Request):
    data = await request.json()
    message = data["entry"][0]["changes"][0]["value"]["messages"][0]
    completion = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": settings.system_prompt},
            {"role": "user", "content": message["text"]["body"]},
        ],
    )
    await send(message["from"], completion.choices[0].message.content)
    return {"ok": True}
