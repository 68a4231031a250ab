from openai import AsyncOpenAI

client = AsyncOpenAI()

SURF = "Você é a atendente da escola de surf Onda Boa. Informe preços das aulas, horários e marque aulas. Não responda sobre outros assuntos."


async def answer(text):
    result = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": SURF}, {"role": "user", "content": text}],
    )
    return result.choices[0].message.content
