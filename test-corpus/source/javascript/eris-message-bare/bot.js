const Eris = require('eris');
const OpenAI = require('openai');
const openai = new OpenAI();
const bot = new Eris(process.env.T);
bot.on('messageCreate', async (msg) => {
  const r = await openai.chat.completions.create({ model: 'gpt-4o', messages: [
    { role: 'user', content: msg.content }] });
  bot.createMessage(msg.channel.id, r.choices[0].message.content);
});
bot.connect();
