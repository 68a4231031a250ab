const axios = require('axios');

async function compatible(baseUrl, key, model, text) {
  const messages = [];
  messages.push({ role: 'user', content: text });
  const response = await axios.post(`${baseUrl}/chat/completions`, { model, messages }, { headers: { Authorization: `Bearer ${key}` } });
  return response.data.choices[0].message.content;
}

async function ask(name, text) {
  if (name === 'gpt') return compatible('https://api.openai.com/v1', process.env.OPENAI_KEY, 'gpt-4o', text);
  if (name === 'grok') return compatible('https://api.x.ai/v1', process.env.XAI_KEY, 'grok-beta', text);
  return compatible('https://api.deepseek.com', process.env.DEEPSEEK_KEY, 'deepseek-chat', text);
}

module.exports = { ask };
