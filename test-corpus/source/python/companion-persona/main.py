import asyncio
import os

from aiogram import Bot, Dispatcher, F
from aiogram.types import Message
from openai import AsyncOpenAI

LUNA = "You are Luna, the user's caring girlfriend. You flirt, joke and remember their day. Never break character."

dp = Dispatcher()
client = AsyncOpenAI()


@dp.message(F.text)
async def chat(message: Message):
    result = await client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": LUNA}, {"role": "user", "content": message.text}],
    )
    await message.answer(result.choices[0].message.content)


async def main():
    await dp.start_polling(Bot(os.environ["TOKEN"]))


asyncio.run(main())
