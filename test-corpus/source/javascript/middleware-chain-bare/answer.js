const OpenAI = require('openai');

const openai = new OpenAI();

exports.answer = async (text) => {
  const result = await openai.responses.create({ model: 'gpt-4.1-mini', input: text });
  return result.output_text;
};
