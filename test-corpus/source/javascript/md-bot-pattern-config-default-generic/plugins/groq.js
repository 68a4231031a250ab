const axios = require('axios');
const { bot } = require('../lib');

async function callGroq(prompt, key, system) {
  const messages = [
    { role: 'system', content: system || 'You are a helpful WhatsApp bot.' },
    { role: 'user', content: prompt },
  ];
  const response = await axios.post(
    'https://api.groq.com/openai/v1/chat/completions',
    { model: 'llama-3.3-70b-versatile', messages },
    { headers: { Authorization: `Bearer ${key}` } },
  );
  return response.data.choices[0].message.content.trim();
}

bot({ pattern: 'groq ?(.*)', desc: 'ask groq', type: 'ai' }, async (msg, match, ctx) => {
  const question = (match || '').trim();
  if (!question) return msg.reply('.groq <question>');
  return msg.reply(await callGroq(question, ctx.config.GROQ_API_KEY, ctx.config.GROQ_SYSTEM));
});
