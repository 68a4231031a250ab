import os

import telebot
from openai import OpenAI

from business import SHOP

bot = telebot.TeleBot(os.environ["TELEGRAM_TOKEN"])
client = OpenAI()


def build_prompt():
    services = ", ".join(SHOP.services)
    return (
        f"You are the booking assistant of {SHOP.name}, a barber shop in Manila. "
        f"Services: {services}. Open {SHOP.hours}. "
        "Help customers pick a service and a time. Politely decline anything unrelated to the shop."
    )


@bot.message_handler(func=lambda message: True)
def chat(message):
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": build_prompt()},
            {"role": "user", "content": message.text},
        ],
    )
    bot.reply_to(message, answer.choices[0].message.content)


bot.infinity_polling()
