const { Client } = require('whatsapp-web.js');
const OpenAI = require('openai');

const openai = new OpenAI();
const client = new Client();
const chats = new Map();

const SYSTEM = {
  role: 'system',
  content: 'Eres el asistente de Ferretería El Tornillo. Ayudas a encontrar herramientas y das precios. No hables de otros temas.',
};

client.on('message', async (message) => {
  const history = chats.get(message.from) || [];
  history.push({ role: 'user', content: message.body });
  const completion = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages: [SYSTEM, ...history] });
  const answer = completion.choices[0].message.content;
  history.push({ role: 'assistant', content: answer });
  chats.set(message.from, history.slice(-20));
  await message.reply(answer);
});

client.initialize();
