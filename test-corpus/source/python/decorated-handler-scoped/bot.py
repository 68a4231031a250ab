import functools
import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()

PARISH = "You are the assistant of the parish of St John in Gdańsk. Tell parishioners mass times, office hours and how to book a baptism. Only answer questions about the parish."


def typing(handler):
    @functools.wraps(handler)
    def wrapper(message):
        bot.send_chat_action(message.chat.id, "typing")
        return handler(message)

    return wrapper


@bot.message_handler(content_types=["text"])
@typing
def on_text(message):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": PARISH}, {"role": "user", "content": message.text}],
    )
    bot.send_message(message.chat.id, completion.choices[0].message.content)


bot.polling()
