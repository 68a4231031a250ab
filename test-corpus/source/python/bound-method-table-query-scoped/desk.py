from openai import AsyncOpenAI

import manual

client = AsyncOpenAI()

RULE = "Answer only from this manual. If the manual does not say it, reply that you do not know.\n\n"


class Desk:
    def __init__(self):
        self.commands = {"/start": self.start, "/help": self.help, "/version": self.version}

    async def start(self):
        return "Hello, ask me about the pump."

    async def help(self):
        return "/start /help /version"

    async def version(self):
        return manual.VERSION

    async def query(self, text):
        result = await client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "system", "content": RULE + manual.search(text)}, {"role": "user", "content": text}],
        )
        return result.choices[0].message.content

    async def route(self, text):
        handler = self.commands.get(text.split()[0])
        if handler:
            return await handler()
        return await self.query(text)
