from openai import AsyncOpenAI

INSTRUCTIONS = """You are the assistant of Cedar Savings Bank.
Explain accounts, cards and fees, and help customers find a branch.
Do not answer questions that have nothing to do with the bank."""


class AssistantService:
    def __init__(self):
        self.client = AsyncOpenAI()
        self._assistant_id = None
        self.threads = {}

    async def assistant_id(self):
        if self._assistant_id is None:
            created = await self.client.beta.assistants.create(name="Cedar", model="gpt-4o", instructions=INSTRUCTIONS)
            self._assistant_id = created.id
        return self._assistant_id

    async def reply(self, user, text):
        if user not in self.threads:
            self.threads[user] = (await self.client.beta.threads.create()).id
        thread = self.threads[user]
        await self.client.beta.threads.messages.create(thread_id=thread, role="user", content=text)
        await self.client.beta.threads.runs.create_and_poll(thread_id=thread, assistant_id=await self.assistant_id())
        messages = await self.client.beta.threads.messages.list(thread_id=thread)
        return messages.data[0].content[0].text.value
