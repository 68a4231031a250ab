import anthropic

client = anthropic.Anthropic()


def complete(prompt):
    message = client.messages.create(
        model="claude-3-5-haiku-latest",
        max_tokens=600,
        messages=[{"role": "user", "content": prompt}],
    )
    return message.content[0].text
