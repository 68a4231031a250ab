import functools
import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()


def complete(model, text):
    result = client.chat.completions.create(model=model, messages=[{"role": "user", "content": text}])
    return result.choices[0].message.content


quick = functools.partial(complete, "gpt-4o-mini")


@bot.message_handler(func=lambda m: True)
def every(message):
    bot.reply_to(message, quick(message.text))


bot.polling()
