const { Client } = require('whatsapp-web.js');

const client = new Client();

client.on('message', async (msg) => {
  if (msg.body === 'hours') {
    await msg.reply('We open from 9 to 18, Monday to Saturday.');
  } else {
    await msg.reply('Send "hours" to learn when we are open.');
  }
});

client.initialize();
