from openai import OpenAI


class BaseAgent:
    system_prompt = "You are a helpful assistant."

    def __init__(self):
        self.client = OpenAI()

    def reply(self, text):
        completion = self.client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[
                {"role": "system", "content": self.system_prompt},
                {"role": "user", "content": text},
            ],
        )
        return completion.choices[0].message.content
