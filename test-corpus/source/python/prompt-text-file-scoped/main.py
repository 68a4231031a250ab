import asyncio
import os
from pathlib import Path

from aiogram import Bot, Dispatcher, types
from anthropic import AsyncAnthropic

PROMPT = (Path(__file__).parent / "prompts" / "guide.txt").read_text(encoding="utf-8")

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
