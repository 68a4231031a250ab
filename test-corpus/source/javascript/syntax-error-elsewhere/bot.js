const { Telegraf } = require('telegraf');
const OpenAI = require('openai');

const bot = new Telegraf(process.env.BOT_TOKEN);
const openai = new OpenAI();

function uptime() {
  return process.uptime(;
}

bot.on('text', async (ctx) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: ctx.message.text }],
  });
  await ctx.reply(completion.choices[0].message.content);
});

bot.launch();
