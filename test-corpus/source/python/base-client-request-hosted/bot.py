import asyncio
import os

from aiogram import Bot, Dispatcher, types

from client import Flow

dispatcher = Dispatcher()
flow = Flow(os.environ["DIFY_KEY"])


async def answer(message: types.Message) -> None:
    await message.answer(await flow.ask(message.text, str(message.from_user.id)))


@dispatcher.message()
async def any_text(message: types.Message) -> None:
    asyncio.create_task(answer(message))


asyncio.run(dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"])))
