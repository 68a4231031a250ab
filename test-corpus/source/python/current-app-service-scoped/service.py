from openai import OpenAI


class ChatService:
    def __init__(self, prompt):
        self.prompt = prompt
        self.client = OpenAI()

    def reply(self, text):
        result = self.client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "system", "content": self.prompt}, {"role": "user", "content": text}],
        )
        return result.choices[0].message.content
