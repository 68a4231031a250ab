import sys
from openai import OpenAI
client = OpenAI()
r = client.chat.completions.create(model="gpt-4o", messages=[
    {"role": "system", "content": "You answer customers of Nordlicht Bikes about orders, repairs and our shop's opening hours. Decline every other subject politely."},
    {"role": "user", "content": sys.argv[1]}])
print(r.choices[0].message.content)
