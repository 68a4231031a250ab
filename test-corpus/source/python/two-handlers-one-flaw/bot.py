import io
import os

import telebot
from openai import OpenAI

bot = telebot.TeleBot(os.environ["TOKEN"])
client = OpenAI()

SYSTEM = "Eres un asistente inteligente que puede conversar sobre cualquier tema."


def complete(text):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": text}],
    )
    return result.choices[0].message.content


@bot.message_handler(content_types=["text"])
def on_text(message):
    bot.reply_to(message, complete(message.text))


@bot.message_handler(content_types=["voice"])
def on_voice(message):
    info = bot.get_file(message.voice.file_id)
    audio = io.BytesIO(bot.download_file(info.file_path))
    audio.name = "voice.ogg"
    transcript = client.audio.transcriptions.create(model="whisper-1", file=audio)
    bot.reply_to(message, complete(transcript.text))


bot.infinity_polling()
