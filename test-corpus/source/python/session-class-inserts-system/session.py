from openai import AsyncOpenAI

client = AsyncOpenAI()

TEACHER = (
    "Eres profesora de alemán nivel A1 de la academia Brücke. Corriges frases, explicas gramática alemana y propones "
    "ejercicios. Si el alumno pregunta por otra cosa, dile que solo puedes hablar de alemán."
)


class Session:
    def __init__(self):
        self.messages = []
        self.messages.insert(0, {"role": "system", "content": TEACHER})

    async def say(self, text):
        self.messages.append({"role": "user", "content": text})
        result = await client.chat.completions.create(model="gpt-4o-mini", messages=self.messages)
        answer = result.choices[0].message.content
        self.messages.append({"role": "assistant", "content": answer})
        return answer
