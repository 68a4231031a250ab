const OpenAI = require('openai');
const prompts = require('./prompts');

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

async function ask(question) {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: prompts.lavanderia },
      { role: 'user', content: question },
    ],
  });
  return completion.choices[0].message.content;
}

module.exports = { ask };
