import os

from openai import OpenAI

from ..prompts import RECEPTION

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])


def think(question):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": RECEPTION},
            {"role": "user", "content": question},
        ],
    )
    return completion.choices[0].message.content
