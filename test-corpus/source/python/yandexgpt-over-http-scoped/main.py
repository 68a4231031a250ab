import requests
import telebot

bot = telebot.TeleBot("t")

def gpt(text):
    r = requests.post("https://llm.api.cloud.yandex.net/foundationModels/v1/completion",
        headers={"Authorization": "Api-Key k"},
        json={"modelUri": "gpt://f/yandexgpt-lite", "completionOptions": {"stream": False},
              "messages": [
                  {"role": "system", "text": "You are the booking assistant of Hotel Miramar. Only help guests with rooms, rates and reservations; refuse anything else."},
                  {"role": "user", "text": text}]})
    return r.json()["result"]["alternatives"][0]["message"]["text"]

@bot.message_handler(content_types=["text"])
def h(m):
    bot.send_message(m.chat.id, gpt(m.text))

bot.polling()
