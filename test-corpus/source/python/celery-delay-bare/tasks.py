import os

import requests
from celery import Celery
from openai import OpenAI

celery = Celery("tasks", broker=os.environ["REDIS_URL"])
client = OpenAI()


@celery.task
def answer_message(sender, text):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": text}],
        temperature=0.7,
    )
    requests.post(
        f"https://graph.facebook.com/v20.0/{os.environ['PHONE_ID']}/messages",
        headers={"Authorization": f"Bearer {os.environ['WA_TOKEN']}"},
        json={"messaging_product": "whatsapp", "to": sender, "text": {"body": completion.choices[0].message.content}},
    )
