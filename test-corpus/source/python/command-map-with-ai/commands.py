import random

from openai import OpenAI

openai = OpenAI()


def menu(_):
    return "!menu !dice !ai"


def dice(_):
    return str(random.randint(1, 6))


def ai(question):
    result = openai.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": question}],
    )
    return result.choices[0].message.content


COMMANDS = {"menu": menu, "dice": dice, "ai": ai}
