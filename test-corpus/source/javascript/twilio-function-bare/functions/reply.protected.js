const OpenAI = require('openai');

exports.handler = async function (context, event, callback) {
  const openai = new OpenAI({ apiKey: context.OPENAI_API_KEY });
  const twiml = new Twilio.twiml.MessagingResponse();
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: event.Body }],
  });
  twiml.message(completion.choices[0].message.content);
  return callback(null, twiml);
};
