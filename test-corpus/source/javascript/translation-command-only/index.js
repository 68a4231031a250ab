const { Client } = require('whatsapp-web.js');
const OpenAI = require('openai');

const openai = new OpenAI();
const client = new Client();

client.on('message', async (message) => {
  if (!message.body.startsWith('!en ')) return;
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'You are a translator. Translate the text into English. Return only the translation.' },
      { role: 'user', content: message.body.slice(4) },
    ],
  });
  await message.reply(completion.choices[0].message.content);
});

client.initialize();
