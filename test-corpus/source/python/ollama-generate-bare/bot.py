import os

import ollama
import telebot

bot = telebot.TeleBot(os.environ["TOKEN"])


@bot.message_handler(content_types=["text"])
def text(message):
    result = ollama.generate(model="llama3.2", prompt=message.text)
    bot.reply_to(message, result["response"])


bot.infinity_polling()
