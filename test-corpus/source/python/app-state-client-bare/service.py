from openai import AsyncOpenAI


class ChatService:
    def __init__(self):
        self.client = AsyncOpenAI(base_url="https://openrouter.ai/api/v1")

    async def reply(self, text):
        result = await self.client.chat.completions.create(
            model="meta-llama/llama-3.1-70b-instruct",
            messages=[{"role": "user", "content": text}],
        )
        return result.choices[0].message.content
