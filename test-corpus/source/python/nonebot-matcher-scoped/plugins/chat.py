from nonebot import on_message
from nonebot.adapters.onebot.v11 import MessageEvent
from openai import AsyncOpenAI
ai = AsyncOpenAI()
chat = on_message(priority=50)
@chat.handle()
async def _(event: MessageEvent):
    r = await ai.chat.completions.create(model="gpt-4o", messages=[
        {"role": "system", "content": "You are the booking assistant of Hotel Miramar. Only help guests with rooms, rates and reservations; refuse anything else."},
        {"role": "user", "content": event.get_plaintext()}])
    await chat.finish(r.choices[0].message.content)
