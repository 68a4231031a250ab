from openai import OpenAI
from twilio.rest import Client

client = OpenAI()
twilio = Client()


def reply_job(sender, text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "You are ChatGPT, a large language model. Answer as helpfully as possible."},
            {"role": "user", "content": text},
        ],
    )
    twilio.messages.create(from_="whatsapp:+15550001111", to=sender, body=result.choices[0].message.content)
