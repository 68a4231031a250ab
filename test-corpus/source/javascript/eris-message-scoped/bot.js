const Eris = require('eris');
const OpenAI = require('openai');
const openai = new OpenAI();
const bot = new Eris(process.env.T);
bot.on('messageCreate', async (msg) => {
  const r = await openai.chat.completions.create({ model: 'gpt-4o', messages: [
    { role: 'system', content: 'You are the assistant of Bella Dental Clinic. Help patients with appointments, prices and opening hours. If a question is about anything else, say that you can only help with the clinic.' },
    { role: 'user', content: msg.content }] });
  bot.createMessage(msg.channel.id, r.choices[0].message.content);
});
bot.connect();
