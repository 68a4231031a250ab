from openai import OpenAI
from twilio.rest import Client

client = OpenAI()
twilio = Client()

OFFICE = "You are the assistant of Verbatim Translations. Quote sworn translations and explain delivery times. Do not answer unrelated questions."


def reply_job(sender, text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": OFFICE}, {"role": "user", "content": text}],
    )
    twilio.messages.create(from_="whatsapp:+15550001111", to=sender, body=result.choices[0].message.content)
