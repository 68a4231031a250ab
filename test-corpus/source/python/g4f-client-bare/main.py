import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.types import Message
from g4f.client import Client

dp = Dispatcher()
client = Client()


@dp.message()
async def every(message: Message):
    response = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": message.text}])
    await message.answer(response.choices[0].message.content)


async def main():
    await dp.start_polling(Bot(os.environ["TOKEN"]))


asyncio.run(main())
