import asyncio
import os

from aiohttp import ClientSession, web
from openai import AsyncOpenAI

from persona import SYSTEM

client = AsyncOpenAI()


async def respond(phone, text):
    completion = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": text}],
    )
    async with ClientSession() as session:
        await session.post(
            "https://api.ultramsg.com/instance77/messages/chat",
            data={"token": os.environ["ULTRA_TOKEN"], "to": phone, "body": completion.choices[0].message.content},
        )


async def webhook(request):
    event = await request.json()
    data = event["data"]
    if event["event_type"] == "message_received" and not data["fromMe"]:
        asyncio.create_task(respond(data["from"], data["body"]))
    return web.Response(text="ok")


app = web.Application()
app.router.add_post("/ultramsg", webhook)
web.run_app(app)
