import os

import requests
from celery import Celery
from openai import OpenAI

celery = Celery("tasks", broker=os.environ["REDIS_URL"])
client = OpenAI()

UTILITY = (
    "You are the assistant of Blue River Water, a water utility. Help customers read their bill, report leaks and pay. "
    "If they ask about anything else, say you can only help with their water account."
)


@celery.task
def answer_message(sender, text):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": UTILITY}, {"role": "user", "content": text}],
    )
    requests.post(
        f"https://graph.facebook.com/v20.0/{os.environ['PHONE_ID']}/messages",
        headers={"Authorization": f"Bearer {os.environ['WA_TOKEN']}"},
        json={"messaging_product": "whatsapp", "to": sender, "text": {"body": completion.choices[0].message.content}},
    )
