import OpenAI from 'openai';

const openai = new OpenAI();
const userThreads = new Map();

export const chatWithAssistant = async (userId, text) => {
  let threadId = userThreads.get(userId);
  if (!threadId) {
    const thread = await openai.beta.threads.create();
    threadId = thread.id;
    userThreads.set(userId, threadId);
  }
  await openai.beta.threads.messages.create(threadId, { role: 'user', content: text });
  const run = await openai.beta.threads.runs.create(threadId, { assistant_id: process.env.ASSISTANT_ID });
  let status = run.status;
  while (status !== 'completed') {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    status = (await openai.beta.threads.runs.retrieve(threadId, run.id)).status;
  }
  const messages = await openai.beta.threads.messages.list(threadId);
  return messages.data[0].content[0].text.value;
};
