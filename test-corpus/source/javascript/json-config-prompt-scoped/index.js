const { Client, LocalAuth } = require('whatsapp-web.js');
const OpenAI = require('openai');
const config = require('./config.json');

const openai = new OpenAI();
const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (msg) => {
  const chat = await msg.getChat();
  if (chat.isGroup) return;
  const completion = await openai.chat.completions.create({
    model: config.openai.model,
    max_tokens: config.openai.maxTokens,
    messages: [
      { role: 'system', content: config.openai.systemMessage },
      { role: 'user', content: msg.body },
    ],
  });
  client.sendMessage(msg.from, completion.choices[0].message.content);
});

client.initialize();
