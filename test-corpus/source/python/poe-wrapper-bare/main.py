from poe_api_wrapper import PoeApi
from neonize.client import NewClient
from neonize.events import MessageEv, event

client = NewClient("db.sqlite3")
poe = PoeApi(tokens={"p-b": "x", "p-lat": "y"})

@client.event(MessageEv)
def on_message(client: NewClient, message: MessageEv):
    text = message.Message.conversation or message.Message.extendedTextMessage.text
    if text:
        for chunk in poe.send_message("gpt3_5", text):
            pass
        client.reply_message(chunk["text"], message)

client.connect()
