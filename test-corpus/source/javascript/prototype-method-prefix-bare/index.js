const { Client, LocalAuth } = require('whatsapp-web.js');
const Asker = require('./asker');

const asker = new Asker(process.env.OPENAI_KEY);
const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (message) => {
  if (!message.body.startsWith('hey bot, ')) return;
  message.reply(await asker.put(message.body.replace('hey bot, ', '')));
});

client.initialize();
