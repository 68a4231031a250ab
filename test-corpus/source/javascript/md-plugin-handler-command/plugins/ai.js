const axios = require('axios');

const handler = async (m, { text }) => {
  if (!text) return m.reply('Contoh: .ai apa itu fotosintesis');
  const { data } = await axios.post(
    'https://api.groq.com/openai/v1/chat/completions',
    { model: 'llama3-70b-8192', messages: [{ role: 'user', content: text }] },
    { headers: { Authorization: `Bearer ${process.env.GROQ_KEY}` } },
  );
  await m.reply(data.choices[0].message.content);
};

handler.command = /^(ai|openai)$/i;

module.exports = handler;
