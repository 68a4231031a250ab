from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage
import telebot

llm = OpenAIChatGenerator(model="gpt-4o-mini")
bot = telebot.TeleBot("t")

@bot.message_handler(content_types=["text"])
def reply(message):
    messages = [
        ChatMessage.from_system("You are the booking assistant of Hotel Miramar. Only help guests with rooms, rates and reservations; refuse anything else."),
        ChatMessage.from_user(message.text),
    ]
    result = llm.run(messages=messages)
    bot.send_message(message.chat.id, result["replies"][0].text)

bot.polling()
