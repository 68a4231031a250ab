import os

import telebot

from translate import translate

bot = telebot.TeleBot(os.environ["TOKEN"])


@bot.message_handler(content_types=["text"])
def on_text(message):
    bot.reply_to(message, translate(message.text, os.environ.get("TARGET", "German")))


bot.infinity_polling()
