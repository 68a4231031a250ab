import asyncio

import redis.asyncio as redis

from brain import answer
from evolution import send_text

store = redis.Redis()
tasks = {}


async def collect(chat, text):
    await store.rpush(f"buffer:{chat}", text)
    if chat in tasks:
        tasks[chat].cancel()
    tasks[chat] = asyncio.create_task(flush(chat))


async def flush(chat):
    await asyncio.sleep(10)
    parts = await store.lrange(f"buffer:{chat}", 0, -1)
    await store.delete(f"buffer:{chat}")
    text = "\n".join(part.decode() for part in parts)
    await send_text(chat, await answer(text))
