from openai import OpenAI

client = OpenAI()


def complete(messages):
    result = client.chat.completions.create(model="gpt-4o-mini", messages=messages)
    return result.choices[0].message.content
