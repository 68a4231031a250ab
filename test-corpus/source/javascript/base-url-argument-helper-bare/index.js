const { Client, LocalAuth } = require('whatsapp-web.js');
const { ask } = require('./models');

const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (message) => {
  const answer = await ask(process.env.MODEL || 'deepseek', message.body);
  await message.reply(answer);
});

client.initialize();
