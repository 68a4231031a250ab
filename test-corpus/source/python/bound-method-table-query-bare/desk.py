from openai import AsyncOpenAI

client = AsyncOpenAI()


class Desk:
    def __init__(self):
        self.commands = {"/start": self.start, "/help": self.help}

    async def start(self):
        return "Hello!"

    async def help(self):
        return "/start /help"

    async def query(self, text):
        result = await client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}])
        return result.choices[0].message.content

    async def route(self, text):
        handler = self.commands.get(text.split()[0])
        if handler:
            return await handler()
        return await self.query(text)
