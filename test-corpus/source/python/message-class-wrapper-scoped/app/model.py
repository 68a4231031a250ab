from openai import OpenAI


class Model:
    def __init__(self, name):
        self.name = name
        self.client = OpenAI()

    def speak(self, dialogue):
        result = self.client.chat.completions.create(model=self.name, messages=dialogue.payload())
        return result.choices[0].message.content
