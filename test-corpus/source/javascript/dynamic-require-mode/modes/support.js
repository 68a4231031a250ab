const OpenAI = require('openai');

const openai = new OpenAI();

exports.reply = async (text) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'You are the support agent of Nimbus Hosting. Help customers with domains and invoices only.' },
      { role: 'user', content: text },
    ],
  });
  return completion.choices[0].message.content;
};
