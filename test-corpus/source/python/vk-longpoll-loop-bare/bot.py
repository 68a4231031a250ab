import vk_api
from vk_api.longpoll import VkLongPoll, VkEventType
from openai import OpenAI
ai = OpenAI()
vk = vk_api.VkApi(token="t")
longpoll = VkLongPoll(vk)

for event in longpoll.listen():
    if event.type == VkEventType.MESSAGE_NEW and event.to_me:
        r = ai.chat.completions.create(model="gpt-4o", messages=[
            {"role": "user", "content": event.text}])
        vk.method("messages.send", {"user_id": event.user_id, "message": r.choices[0].message.content, "random_id": 0})
