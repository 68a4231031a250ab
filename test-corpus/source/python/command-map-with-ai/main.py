from neonize.client import NewClient
from neonize.events import MessageEv, event

from commands import COMMANDS

client = NewClient("bot.sqlite3")


@client.event(MessageEv)
def on_message(client: NewClient, message: MessageEv):
    text = message.Message.conversation or message.Message.extendedTextMessage.text
    if not text.startswith("!"):
        return
    name, _, argument = text[1:].partition(" ")
    command = COMMANDS.get(name)
    if command is None:
        client.reply_message("Unknown command. Try !menu", message)
        return
    client.reply_message(command(argument), message)


client.connect()
event.wait()
