import os

import ollama
import telebot

bot = telebot.TeleBot(os.environ["TOKEN"])

CANTEEN = "You answer pupils of Oakfield School about the canteen menu, allergens and prices. Refuse all other questions."


@bot.message_handler(content_types=["text"])
def text(message):
    result = ollama.generate(model="llama3.2", prompt=message.text, system=CANTEEN)
    bot.reply_to(message, result["response"])


bot.infinity_polling()
