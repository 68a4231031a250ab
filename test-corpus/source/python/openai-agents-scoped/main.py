import asyncio
import os

from agents import Agent, Runner, function_tool
from aiogram import Bot, Dispatcher
from aiogram.types import Message


@function_tool
def track(parcel: str) -> str:
    """Says where a parcel is."""
    return f"{parcel} is out for delivery"


agent = Agent(
    name="Parcel desk",
    instructions="Ты помощник службы доставки «Быстро». Отслеживай посылки и меняй адрес доставки. Не отвечай на вопросы не по теме.",
    model="gpt-4o-mini",
    tools=[track],
)
dp = Dispatcher()


@dp.message()
async def answer(message: Message):
    result = await Runner.run(agent, message.text)
    await message.answer(result.final_output)


async def main():
    await dp.start_polling(Bot(os.environ["BOT_TOKEN"]))


if __name__ == "__main__":
    asyncio.run(main())
