import sys

from openai import OpenAI

HOTEL = "You are the front desk of Happy Tails pet hotel. Book stays for dogs and cats and answer questions about the hotel only."

result = OpenAI().chat.completions.create(
    model="gpt-4o-mini",
    messages=[{"role": "system", "content": HOTEL}, {"role": "user", "content": sys.argv[1]}],
)
print(result.choices[0].message.content)
