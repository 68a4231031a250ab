const axios = require('axios');
const { Client } = require('whatsapp-web.js');

const client = new Client();

client.on('message', async (message) => {
  if (!message.body.startsWith('.ask ')) return;
  const question = message.body.slice(5);
  const { data } = await axios.get(`https://api.freeai.example/api/ai/gpt4?q=${encodeURIComponent(question)}`);
  await message.reply(data.result || data.answer);
});

client.initialize();
