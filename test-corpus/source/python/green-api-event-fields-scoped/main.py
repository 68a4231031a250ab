from openai import OpenAI
from whatsapp_chatbot_python import GreenAPIBot, Notification

client = OpenAI(api_key="k", base_url="https://api.deepseek.com")
bot = GreenAPIBot("1", "2")

@bot.router.message(type_message=["textMessage", "extendedTextMessage"])
def handler(notification: Notification) -> None:
    text = notification.event["messageData"]["textMessageData"]["textMessage"]
    r = client.chat.completions.create(model="deepseek-chat", messages=[
        {"role": "system", "content": "You answer customers of Nordlicht Bikes about orders, repairs and our shop's opening hours. Decline every other subject politely."},
        {"role": "user", "content": text}], stream=False)
    notification.answer(r.choices[0].message.content)

bot.run_forever()
