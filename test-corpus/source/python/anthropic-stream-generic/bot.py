import os

import anthropic
import telebot

bot = telebot.TeleBot(os.environ["TOKEN"])
client = anthropic.Anthropic()


@bot.message_handler(func=lambda m: True)
def every(message):
    text = ""
    with client.messages.stream(
        model="claude-3-5-haiku-latest",
        max_tokens=500,
        system="You are a helpful, harmless and honest assistant. Help the user with whatever they need.",
        messages=[{"role": "user", "content": message.text}],
    ) as stream:
        for piece in stream.text_stream:
            text += piece
    bot.reply_to(message, text)


bot.infinity_polling()
