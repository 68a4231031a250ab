const OpenAI = require('openai');

const openai = new OpenAI({ apiKey: process.env.OPENAI_KEY });

exports.generate = async (text, system = 'Eres un asistente virtual amable. Ayuda al usuario con lo que necesite.') => {
  const { choices } = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
  });
  return choices[0].message.content;
};
