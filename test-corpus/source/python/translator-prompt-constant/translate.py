from openai import OpenAI

from constants import SYSTEM_PROMPT

client = OpenAI()


def translate(text, language):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        temperature=0.3,
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            {"role": "user", "content": f"Translate the following text into {language}:\n\n{text}"},
        ],
    )
    return result.choices[0].message.content
