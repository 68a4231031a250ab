import os

import telebot
from openai import OpenAI

BOT_NAME = "Nino"

bot = telebot.TeleBot(os.environ["TELEGRAM_TOKEN"])
client = OpenAI()


def persona():
    return f"You are {BOT_NAME}, a funny pirate who talks like a sailor and never gets angry."


@bot.message_handler(func=lambda message: True)
def chat(message):
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": persona()},
            {"role": "user", "content": message.text},
        ],
    )
    bot.reply_to(message, answer.choices[0].message.content)


bot.infinity_polling()
