import json, redis, requests
from openai import OpenAI
r = redis.Redis()
ai = OpenAI()
while True:
    _, raw = r.blpop("inbox")
    job = json.loads(raw)
    c = ai.chat.completions.create(model="gpt-4o", messages=[
        {"role": "user", "content": job["text"]}])
    requests.post("https://graph.facebook.com/v18.0/1/messages", json={"messaging_product": "whatsapp", "to": job["to"], "text": {"body": c.choices[0].message.content}})
