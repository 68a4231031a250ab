from vertexai.language_models import ChatModel
import telebot

chat_model = ChatModel.from_pretrained("chat-bison@002")
bot = telebot.TeleBot("t")

@bot.message_handler(func=lambda m: True)
def h(m):
    chat = chat_model.start_chat(
    )
    bot.reply_to(m, chat.send_message(m.text).text)

bot.infinity_polling()
