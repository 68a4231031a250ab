from groq import AsyncGroq

from core.settings import SYSTEM_PROMPT

groq = AsyncGroq()


async def ask(text):
    result = await groq.chat.completions.create(
        model="llama-3.1-8b-instant",
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            {"role": "user", "content": text},
        ],
    )
    return result.choices[0].message.content
