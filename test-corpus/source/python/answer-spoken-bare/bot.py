import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()


@bot.message_handler(content_types=["text"])
def text(message):
    result = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": message.text}])
    answer = result.choices[0].message.content
    speech = client.audio.speech.create(model="tts-1", voice="alloy", input=answer)
    bot.send_voice(message.chat.id, speech.content)


bot.infinity_polling()
