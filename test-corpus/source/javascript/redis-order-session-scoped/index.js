const venom = require('venom-bot');
const Redis = require('ioredis');
const OpenAI = require('openai');
const { initialPrompt } = require('./prompt');

const redis = new Redis();
const openai = new OpenAI();

venom.create({ session: 'orders' }).then(start);

async function completion(messages) {
  const result = await openai.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0, messages });
  return result.choices[0].message.content;
}

function start(client) {
  client.onMessage(async (message) => {
    if (!message.body || message.isGroupMsg) return;
    const key = `customer:${message.from}:chat`;
    const last = JSON.parse((await redis.get(key)) || '{}');
    const chat =
      last.status === 'open'
        ? last
        : { status: 'open', messages: [{ role: 'system', content: initialPrompt('Cantina da Nona') }] };
    chat.messages.push({ role: 'user', content: message.body });
    const content = await completion(chat.messages);
    chat.messages.push({ role: 'assistant', content });
    await client.sendText(message.from, content);
    if (content.includes('#order')) chat.status = 'closed';
    await redis.set(key, JSON.stringify(chat));
  });
}
