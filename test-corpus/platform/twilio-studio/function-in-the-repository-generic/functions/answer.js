const OpenAI = require('openai');
const instructions = () => 'You are a friendly assistant that answers anything.';
exports.handler = async function (context, event, callback) {
  const client = new OpenAI({ apiKey: context.OPENAI_API_KEY });
  const completion = await client.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'system', content: instructions() }, { role: 'user', content: event.q }]
  });
  return callback(null, { reply: completion.choices[0].message.content });
};
