const OpenAI = require('openai');

const openai = new OpenAI();

exports.reply = async (text) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: text }],
  });
  return completion.choices[0].message.content;
};
