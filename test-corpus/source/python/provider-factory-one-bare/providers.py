import google.generativeai as genai
from openai import OpenAI

PROMPT = "You are the assistant of Baobab Safaris. Help guests with tours, prices and bookings. Refuse other subjects."


class OpenAIProvider:
    def __init__(self):
        self.client = OpenAI()

    def generate(self, text):
        messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": text}]
        return self.client.chat.completions.create(model="gpt-4o-mini", messages=messages).choices[0].message.content


class GeminiProvider:
    def __init__(self):
        self.model = genai.GenerativeModel("gemini-1.5-flash")

    def generate(self, text):
        return self.model.generate_content(text).text


REGISTRY = {"openai": OpenAIProvider, "gemini": GeminiProvider}


def build(name):
    return REGISTRY[name]()
