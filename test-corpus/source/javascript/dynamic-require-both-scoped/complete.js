const OpenAI = require('openai');

const openai = new OpenAI();

module.exports = async (system, text) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
  });
  return completion.choices[0].message.content;
};
