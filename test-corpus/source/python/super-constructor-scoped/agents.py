from openai import OpenAI


class Agent:
    def __init__(self, prompt):
        self.prompt = prompt
        self.client = OpenAI()

    def reply(self, text):
        completion = self.client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "system", "content": self.prompt}, {"role": "user", "content": text}],
        )
        return completion.choices[0].message.content


class LibraryAgent(Agent):
    def __init__(self):
        super().__init__("You are the desk of the Old Mill library. Renew loans and answer questions about opening hours only.")
