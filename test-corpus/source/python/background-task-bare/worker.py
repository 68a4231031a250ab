import os

import httpx
from openai import AsyncOpenAI

client = AsyncOpenAI()


async def handle_message(to: str, text: str):
    completion = await client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": text}],
    )
    async with httpx.AsyncClient() as http:
        await http.post(
            f"https://graph.facebook.com/v22.0/{os.environ['PHONE']}/messages",
            headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
            json={
                "messaging_product": "whatsapp",
                "to": to,
                "type": "text",
                "text": {"body": completion.choices[0].message.content},
            },
        )
