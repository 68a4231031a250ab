from openai import AsyncOpenAI

client = AsyncOpenAI()


class Session:
    def __init__(self):
        self.messages = []

    async def say(self, text):
        self.messages.append({"role": "user", "content": text})
        result = await client.chat.completions.create(model="gpt-4o-mini", messages=self.messages)
        answer = result.choices[0].message.content
        self.messages.append({"role": "assistant", "content": answer})
        return answer
