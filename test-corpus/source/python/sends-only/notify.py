import sys

from openai import OpenAI
from twilio.rest import Client

client = OpenAI()
twilio = Client()


def announce(order):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": f"Write a cheerful note that order {order} has left the warehouse."}],
    )
    twilio.messages.create(
        from_="whatsapp:+14155238886",
        to="whatsapp:+393330000000",
        body=result.choices[0].message.content,
    )


if __name__ == "__main__":
    announce(sys.argv[1])
