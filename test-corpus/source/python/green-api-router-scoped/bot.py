import os

from openai import OpenAI
from whatsapp_chatbot_python import GreenAPIBot, Notification

bot = GreenAPIBot(os.environ["ID_INSTANCE"], os.environ["API_TOKEN"])
client = OpenAI()

LAUNDRY = "You are the assistant of White Cloud laundry. Give prices, pick-up times and order status. Refuse other topics."


@bot.router.message()
def answer(notification: Notification) -> None:
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": LAUNDRY}, {"role": "user", "content": notification.message_text}],
    )
    notification.answer(result.choices[0].message.content)


bot.run_forever()
