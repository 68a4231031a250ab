from xai_sdk import Client
from xai_sdk.chat import system, user
import telebot

client = Client(api_key="k")
bot = telebot.TeleBot("t")

@bot.message_handler(func=lambda m: True)
def h(m):
    chat = client.chat.create(model="grok-4")
    chat.append(system("You answer customers of Nordlicht Bikes about orders, repairs and our shop's opening hours. Decline every other subject politely."))
    chat.append(user(m.text))
    response = chat.sample()
    bot.reply_to(m, response.content)

bot.infinity_polling()
