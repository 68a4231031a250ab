import asyncio
import os

from aiogram import Bot, Dispatcher, types
from anthropic import AsyncAnthropic

with open("prompts/system.txt", encoding="utf-8") as handle:
    PROMPT = handle.read()

dp = Dispatcher()
claude = AsyncAnthropic()


@dp.message()
async def on_message(message: types.Message):
    result = await claude.messages.create(
        model="claude-3-5-haiku-latest",
        max_tokens=500,
        system=PROMPT,
        messages=[{"role": "user", "content": message.text}],
    )
    await message.answer(result.content[0].text)


async def main():
    await dp.start_polling(Bot(os.environ["BOT_TOKEN"]))


asyncio.run(main())
