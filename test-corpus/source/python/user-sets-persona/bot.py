import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()
roles = {}


@bot.message_handler(commands=["role"])
def role(message):
    roles[message.chat.id] = message.text.removeprefix("/role").strip()
    bot.reply_to(message, "Done, I am that now.")


@bot.message_handler(func=lambda m: m.chat.id in roles)
def chat(message):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": roles[message.chat.id]},
            {"role": "user", "content": message.text},
        ],
    )
    bot.reply_to(message, result.choices[0].message.content)


bot.infinity_polling()
