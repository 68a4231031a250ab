import json
import lark_oapi as lark
from lark_oapi.api.im.v1 import *
from openai import OpenAI
ai = OpenAI()
client = lark.Client.builder().app_id("a").app_secret("b").build()

def on_message(data: P2ImMessageReceiveV1) -> None:
    text = json.loads(data.event.message.content)["text"]
    r = ai.chat.completions.create(model="gpt-4o", messages=[
        {"role": "system", "content": "You are the booking assistant of Hotel Miramar. Only help guests with rooms, rates and reservations; refuse anything else."},
        {"role": "user", "content": text}])
    request = ReplyMessageRequest.builder().message_id(data.event.message.message_id).request_body(
        ReplyMessageRequestBody.builder().content(json.dumps({"text": r.choices[0].message.content})).msg_type("text").build()).build()
    client.im.v1.message.reply(request)

handler = lark.EventDispatcherHandler.builder("", "").register_p2_im_message_receive_v1(on_message).build()
lark.ws.Client("a", "b", event_handler=handler).start()
