from openai import OpenAI

client = OpenAI()


def complete(text, system="You are a helpful assistant.", temperature=0.7):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        temperature=temperature,
        messages=[{"role": "system", "content": system}, {"role": "user", "content": text}],
    )
    return result.choices[0].message.content
