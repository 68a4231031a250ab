const { Client } = require('whatsapp-web.js');
const OpenAI = require('openai');

const openai = new OpenAI();
const client = new Client();
const threads = {};

async function ask(user, text) {
  threads[user] ??= (await openai.beta.threads.create()).id;
  await openai.beta.threads.messages.create(threads[user], { role: 'user', content: text });
  await openai.beta.threads.runs.createAndPoll(threads[user], { assistant_id: process.env.ASSISTANT_ID });
  const list = await openai.beta.threads.messages.list(threads[user]);
  return list.data[0].content[0].text.value;
}

client.on('message', async (message) => {
  await message.reply(await ask(message.from, message.body));
});

client.initialize();
