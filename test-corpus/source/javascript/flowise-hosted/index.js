const axios = require('axios');
const { Client, LocalAuth } = require('whatsapp-web.js');

const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (message) => {
  const { data } = await axios.post('https://flowise.example.net/api/v1/prediction/6f0d3c1e-52a8-4f0a-9d4b', {
    question: message.body,
    overrideConfig: { sessionId: message.from },
  });
  await message.reply(data.text);
});

client.initialize();
