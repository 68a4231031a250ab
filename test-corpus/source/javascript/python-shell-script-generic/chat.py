import sys
from openai import OpenAI
client = OpenAI()
r = client.chat.completions.create(model="gpt-4o", messages=[
    {"role": "system", "content": "You are a helpful AI assistant. Answer any question the user asks."},
    {"role": "user", "content": sys.argv[1]}])
print(r.choices[0].message.content)
