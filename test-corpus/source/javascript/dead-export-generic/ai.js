const OpenAI = require('openai');

const openai = new OpenAI();

async function complete(system, text) {
  const result = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
  });
  return result.choices[0].message.content;
}

exports.answerStore = (text) =>
  complete('You are the assistant of Lima Coffee Roasters. Help with beans, grind and orders. Refuse other topics.', text);

exports.answerAnything = (text) => complete('You are a helpful assistant. Answer any question.', text);
