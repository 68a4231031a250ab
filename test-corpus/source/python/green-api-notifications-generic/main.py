from whatsapp_api_client_python import API
from openai import OpenAI
ai = OpenAI()
greenAPI = API.GreenAPI("1", "2")

def handler(type_webhook, body):
    if type_webhook == "incomingMessageReceived":
        data = body["messageData"]
        text = data["textMessageData"]["textMessage"]
        r = ai.chat.completions.create(model="gpt-4o", messages=[
            {"role": "system", "content": "You are a friendly assistant. Talk about anything the user likes."},
            {"role": "user", "content": text}])
        greenAPI.sending.sendMessage(body["senderData"]["chatId"], r.choices[0].message.content)

greenAPI.webhooks.startReceivingNotifications(handler)
