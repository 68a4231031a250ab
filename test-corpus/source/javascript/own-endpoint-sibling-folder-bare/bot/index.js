const { Client, LocalAuth } = require('whatsapp-web.js');

const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (message) => {
  const response = await fetch('http://localhost:3001/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: message.body }),
  });
  const data = await response.json();
  await message.reply(data.reply);
});

client.initialize();
