from yowsup.layers.interface import YowInterfaceLayer, ProtocolEntityCallback
from yowsup.layers.protocol_messages.protocolentities import TextMessageProtocolEntity
from openai import OpenAI

client = OpenAI()

class EchoLayer(YowInterfaceLayer):
    @ProtocolEntityCallback("message")
    def onMessage(self, messageProtocolEntity):
        if messageProtocolEntity.getType() == "text":
            r = client.chat.completions.create(model="gpt-4o", messages=[
                {"role": "user", "content": messageProtocolEntity.getBody()}])
            self.toLower(TextMessageProtocolEntity(r.choices[0].message.content, to=messageProtocolEntity.getFrom()))
        self.toLower(messageProtocolEntity.ack(True))
