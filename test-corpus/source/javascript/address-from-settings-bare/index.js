const { Client, LocalAuth } = require('whatsapp-web.js');
const { complete } = require('./llm');

const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (message) => {
  await message.reply(await complete(message.body));
});

client.initialize();
