import asyncio
import os

from agents import Agent, Runner
from aiogram import Bot, Dispatcher
from aiogram.types import Message

agent = Agent(name="Assistant", model="gpt-4o-mini")
dp = Dispatcher()


@dp.message()
async def answer(message: Message):
    result = await Runner.run(agent, message.text)
    await message.answer(result.final_output)


async def main():
    await dp.start_polling(Bot(os.environ["BOT_TOKEN"]))


if __name__ == "__main__":
    asyncio.run(main())
