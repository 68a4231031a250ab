import asyncio
import os

import discord
from google import genai
from google.genai import types


class Answers:
    def __init__(self, key: str):
        self.client = genai.Client(api_key=key)

    async def write(self, question: str) -> str:
        config = types.GenerateContentConfig(
            system_instruction="You answer questions about rooms, breakfast and check-in at Hotel Marisol. If it is about anything else, politely decline.",
        )
        response = await asyncio.to_thread(
            self.client.models.generate_content,
            model="gemini-2.0-flash",
            contents=question,
            config=config,
        )
        return response.text or ""


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents.default())
        self.answers = Answers(os.environ["GEMINI_KEY"])

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user:
            return
        await message.channel.send(await self.answers.write(message.content))


Bot().run(os.environ["DISCORD_TOKEN"])
