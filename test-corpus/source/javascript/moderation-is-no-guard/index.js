const { Client } = require('whatsapp-web.js');
const OpenAI = require('openai');

const openai = new OpenAI();
const client = new Client();

async function isSafe(text) {
  const result = await openai.moderations.create({ input: text });
  return !result.results[0].flagged;
}

client.on('message', async (message) => {
  if (!(await isSafe(message.body))) {
    await message.reply('This message breaks our rules.');
    return;
  }
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: message.body }],
  });
  await message.reply(completion.choices[0].message.content);
});

client.initialize();
