import os

import discord
from openai import AsyncOpenAI

intents = discord.Intents.default()
intents.message_content = True
client = discord.Client(intents=intents)
openai = AsyncOpenAI()


@client.event
async def on_message(message):
    if message.author == client.user:
        return
    result = await openai.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": message.content}],
    )
    await message.channel.send(result.choices[0].message.content)


client.run(os.environ["DISCORD_TOKEN"])
