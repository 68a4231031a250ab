from openai import OpenAI

client = OpenAI()
assistant = client.beta.assistants.create(
    name="Helper",
    model="gpt-4o",
    instructions="You are a personal assistant. Help the user with any question or task.",
)
threads = {}


def ask(user, text):
    if user not in threads:
        threads[user] = client.beta.threads.create().id
    thread = threads[user]
    client.beta.threads.messages.create(thread_id=thread, role="user", content=text)
    client.beta.threads.runs.create_and_poll(thread_id=thread, assistant_id=assistant.id)
    return client.beta.threads.messages.list(thread_id=thread).data[0].content[0].text.value
