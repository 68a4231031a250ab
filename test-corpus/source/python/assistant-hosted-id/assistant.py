import os

from openai import OpenAI

client = OpenAI()
threads = {}


def ask(user, text):
    if user not in threads:
        threads[user] = client.beta.threads.create().id
    thread = threads[user]
    client.beta.threads.messages.create(thread_id=thread, role="user", content=text)
    client.beta.threads.runs.create_and_poll(thread_id=thread, assistant_id=os.environ["ASSISTANT_ID"])
    return client.beta.threads.messages.list(thread_id=thread).data[0].content[0].text.value
