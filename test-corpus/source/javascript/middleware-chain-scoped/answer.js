const OpenAI = require('openai');

const openai = new OpenAI();
const CLUB = 'You are the assistant of Rook & Pawn chess club. Answer questions about training nights, fees and tournaments. Decline other topics.';

exports.answer = async (text) => {
  const result = await openai.responses.create({ model: 'gpt-4.1-mini', instructions: CLUB, input: text });
  return result.output_text;
};
