const OpenAI = require('openai');

const openai = new OpenAI();

module.exports = {
  name: 'gpt',
  async execute(message, args) {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: args.join(' ') }],
    });
    await message.reply(completion.choices[0].message.content);
  },
};
