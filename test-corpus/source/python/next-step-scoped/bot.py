import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()

WASH = "You answer questions about the car wash Bright Wheels: programmes, prices, opening hours. Refuse anything else."


@bot.message_handler(commands=["start"])
def start(message):
    bot.send_message(message.chat.id, "/prices - price list\n/ask - ask a question")


@bot.message_handler(commands=["ask"])
def ask(message):
    sent = bot.send_message(message.chat.id, "What do you want to know?")
    bot.register_next_step_handler(sent, answer)


def answer(message):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": WASH}, {"role": "user", "content": message.text}],
    )
    bot.send_message(message.chat.id, completion.choices[0].message.content)


bot.infinity_polling()
