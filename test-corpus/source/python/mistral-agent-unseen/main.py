import os
from mistralai import Mistral
import telebot

client = Mistral(api_key=os.environ["MISTRAL_API_KEY"])
bot = telebot.TeleBot("t")

@bot.message_handler(func=lambda m: True)
def h(m):
    r = client.agents.complete(agent_id=os.environ["AGENT_ID"], messages=[{"role": "user", "content": m.text}])
    bot.reply_to(m, r.choices[0].message.content)

bot.infinity_polling()
