import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()


@bot.message_handler(commands=["start"])
def start(message):
    bot.send_message(message.chat.id, "/prices - price list\n/ask - ask the robot")


@bot.message_handler(commands=["prices"])
def prices(message):
    bot.send_message(message.chat.id, "Wash 5, wax 12, interior 20")


@bot.message_handler(commands=["ask"])
def ask(message):
    sent = bot.send_message(message.chat.id, "What do you want to know?")
    bot.register_next_step_handler(sent, answer)


def answer(message):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": message.text}],
    )
    bot.send_message(message.chat.id, completion.choices[0].message.content)


bot.infinity_polling()
