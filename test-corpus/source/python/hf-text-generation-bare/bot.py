import os

import telebot
from transformers import pipeline

bot = telebot.TeleBot(os.environ["TOKEN"])
generate = pipeline("text-generation", model="TinyLlama/TinyLlama-1.1B-Chat-v1.0")


@bot.message_handler(content_types=["text"])
def text(message):
    output = generate(message.text, max_new_tokens=120)
    bot.reply_to(message, output[0]["generated_text"])


bot.polling()
