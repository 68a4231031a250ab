import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.types import Message
from openai import AsyncOpenAI

dp = Dispatcher()
client = AsyncOpenAI()


@dp.message()
async def chat(message: Message):
    result = await client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": message.text}])
    await message.answer(result.choices[0].message.content)


async def main():
    await dp.start_polling(Bot(os.environ["TOKEN"]))


asyncio.run(main())
