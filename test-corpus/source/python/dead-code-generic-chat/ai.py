from openai import OpenAI

client = OpenAI()


def chat(text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "You are a helpful assistant. Answer anything."},
            {"role": "user", "content": text},
        ],
    )
    return result.choices[0].message.content
