from functools import lru_cache

from openai import AsyncOpenAI

RULES = "You are the concierge of Villa Aurora holiday flats. Answer guests about keys, wifi, bins and check-out. Nothing else."


class Concierge:
    def __init__(self, client: AsyncOpenAI):
        self.client = client

    async def answer(self, text: str) -> str:
        result = await self.client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "system", "content": RULES}, {"role": "user", "content": text}],
        )
        return result.choices[0].message.content


@lru_cache
def get_concierge() -> Concierge:
    return Concierge(AsyncOpenAI())
