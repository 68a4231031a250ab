import os
from urllib.parse import quote

import requests
import telebot

bot = telebot.TeleBot(os.environ["TOKEN"])


@bot.message_handler(func=lambda message: True)
def echo(message):
    response = requests.get(f"https://text.pollinations.ai/{quote(message.text)}")
    bot.reply_to(message, response.text)


bot.infinity_polling()
