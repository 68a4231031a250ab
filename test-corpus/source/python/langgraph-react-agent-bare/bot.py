import asyncio
from aiogram import Bot, Dispatcher, types
from agent import agent

bot = Bot("x")
dp = Dispatcher()

@dp.message()
async def handle(message: types.Message):
    state = await agent.ainvoke({"messages": [{"role": "user", "content": message.text}]})
    await message.answer(state["messages"][-1].content)

asyncio.run(dp.start_polling(bot))
