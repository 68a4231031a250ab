const OpenAI = require('openai');

const openai = new OpenAI();
const PROMPT = 'You are the desk of Fjord Ferries. Answer questions about our timetable, fares and boarding. Decline everything else.';

module.exports = {
  name: 'ferry',
  async execute(message, args) {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: PROMPT },
        { role: 'user', content: args.join(' ') },
      ],
    });
    await message.reply(completion.choices[0].message.content);
  },
};
