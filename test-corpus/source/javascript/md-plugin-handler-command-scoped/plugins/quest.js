const axios = require('axios');

const GUIDE = 'You help players of Realm of Ash with quests, items and classes. Only answer questions about Realm of Ash.';

const handler = async (m, { text }) => {
  const { data } = await axios.post(
    'https://api.groq.com/openai/v1/chat/completions',
    {
      model: 'llama3-70b-8192',
      messages: [
        { role: 'system', content: GUIDE },
        { role: 'user', content: text },
      ],
    },
    { headers: { Authorization: `Bearer ${process.env.GROQ_KEY}` } },
  );
  await m.reply(data.choices[0].message.content);
};

handler.command = /^(quest|guide)$/i;

module.exports = handler;
