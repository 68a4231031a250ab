from openai import AsyncOpenAI


class Chat:
    def __init__(self, client: AsyncOpenAI):
        self.client = client

    async def answer(self, text: str) -> str:
        result = await self.client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "user", "content": text}],
        )
        return result.choices[0].message.content


def get_chat() -> Chat:
    return Chat(AsyncOpenAI())
