import anthropic

client = anthropic.Anthropic()

STORE = """You are the customer support agent of Northwind Cycles, a bicycle shop in Leeds.
Help customers choose a bike, track an order or book a service.
Opening hours: Tue-Sat 9:00-18:00. Only answer questions about the shop, its products and repairs."""


def complete(prompt):
    message = client.messages.create(
        model="claude-3-5-haiku-latest",
        max_tokens=600,
        system=STORE,
        messages=[{"role": "user", "content": prompt}],
    )
    return message.content[0].text
