from haystack import Pipeline
from haystack.components.builders import ChatPromptBuilder
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage
import telebot

template = [
    ChatMessage.from_system("You answer customers of Nordlicht Bikes about orders, repairs and our shop's opening hours. Decline every other subject politely."),
    ChatMessage.from_user("{{query}}"),
]
pipe = Pipeline()
pipe.add_component("prompt", ChatPromptBuilder(template=template))
pipe.add_component("llm", OpenAIChatGenerator(model="gpt-4o-mini"))
pipe.connect("prompt.prompt", "llm.messages")

bot = telebot.TeleBot("t")

@bot.message_handler(content_types=["text"])
def reply(message):
    result = pipe.run({"prompt": {"query": message.text}})
    bot.send_message(message.chat.id, result["llm"]["replies"][0].text)

bot.polling()
