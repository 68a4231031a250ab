import cohere
import telebot

co = cohere.ClientV2("key")
bot = telebot.TeleBot("t")

@bot.message_handler(func=lambda m: True)
def h(m):
    res = co.chat(model="command-a-03-2025", messages=[
        cohere.SystemChatMessageV2(content="You are a helpful AI assistant. Answer any question the user asks."),
        cohere.UserChatMessageV2(content=m.text),
    ])
    bot.reply_to(m, res.message.content[0].text)

bot.infinity_polling()
