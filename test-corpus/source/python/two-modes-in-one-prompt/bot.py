import os

import telebot
from openai import OpenAI

from modes import SYSTEM

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()


@bot.message_handler(content_types=["text"])
def on_text(message):
    result = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": message.text}],
    )
    bot.reply_to(message, result.choices[0].message.content)


bot.infinity_polling()
