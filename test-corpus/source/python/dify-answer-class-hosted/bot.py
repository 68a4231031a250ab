import json
import os
from typing import Optional

import aiohttp
from dataclasses import dataclass
from telegram.ext import Application, MessageHandler, filters


@dataclass
class Question:
    query: str
    user: str
    conversation_id: Optional[str] = None


@dataclass
class Answer:
    answer: str
    conversation_id: Optional[str] = None


from tenacity import retry, stop_after_attempt

class Service:
    def __init__(self):
        self.base = os.environ["BASE"]

    async def _post(self, url, payload):
        async with aiohttp.ClientSession() as session:
            async with session.post(url, json=payload) as resp:
                text = await resp.text()
                if resp.status >= 400:
                    raise ValueError(text)
                return await resp.json()


    async def put(self, question: Question) -> Answer:
        payload = {"query": question.query, "user": question.user, "inputs": {}, "response_mode": "blocking"}
        data = await self._post(f"{self.base}/chat-messages", payload)
        return Answer(**data)

service = Service()

async def on_text(update, context):
    got = await service.put(Question(query=update.message.text, user="u"))
    await update.message.reply_text(got.answer)


app = Application.builder().token(os.environ["T"]).build()
app.add_handler(MessageHandler(filters.TEXT, on_text))
app.run_polling()
