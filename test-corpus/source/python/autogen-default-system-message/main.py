import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.types import Message
from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

agent = AssistantAgent(name="assistant", model_client=OpenAIChatCompletionClient(model="gpt-4o"))
dp = Dispatcher()


@dp.message()
async def chat(message: Message):
    result = await agent.run(task=message.text)
    await message.answer(result.messages[-1].content)


async def main():
    await dp.start_polling(Bot(os.environ["TOKEN"]))


asyncio.run(main())
