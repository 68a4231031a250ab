import asyncio
import os
import tomllib

from aiogram import Bot, Dispatcher
from aiogram.types import Message
from openai import AsyncOpenAI

with open("settings.toml", "rb") as handle:
    settings = tomllib.load(handle)

dp = Dispatcher()
client = AsyncOpenAI()


@dp.message()
async def chat(message: Message):
    result = await client.chat.completions.create(
        model=settings["model"]["name"],
        messages=[
            {"role": "system", "content": settings["model"]["prompt"]},
            {"role": "user", "content": message.text},
        ],
    )
    await message.answer(result.choices[0].message.content)


async def main():
    await dp.start_polling(Bot(os.environ["TOKEN"]))


asyncio.run(main())
