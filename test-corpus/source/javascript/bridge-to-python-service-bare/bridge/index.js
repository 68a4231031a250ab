const axios = require('axios');
const { Client, LocalAuth } = require('whatsapp-web.js');

const BRAIN = process.env.BRAIN_URL || 'http://localhost:8000';
const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (msg) => {
  if (msg.fromMe) return;
  const { data } = await axios.post(`${BRAIN}/respond`, { sender: msg.from, text: msg.body });
  await msg.reply(data.text);
});

client.initialize();
