from gigachat import GigaChat
from gigachat.models import Chat, Messages, MessagesRole
import telebot

bot = telebot.TeleBot("t")

@bot.message_handler(content_types=["text"])
def h(m):
    payload = Chat(messages=[
        Messages(role=MessagesRole.SYSTEM, content="You are a helpful assistant."),
        Messages(role=MessagesRole.USER, content=m.text)])
    with GigaChat(credentials="c", verify_ssl_certs=False) as giga:
        r = giga.chat(payload)
    bot.send_message(m.chat.id, r.choices[0].message.content)

bot.polling()
