import functools
import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()


def complete(system, text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": text}],
    )
    return result.choices[0].message.content


guide = functools.partial(complete, "You guide hikers in the Sierra Alta nature park: trails, huts, weather rules. Refuse other questions.")


@bot.message_handler(func=lambda m: True)
def every(message):
    bot.reply_to(message, guide(message.text))


bot.polling()
