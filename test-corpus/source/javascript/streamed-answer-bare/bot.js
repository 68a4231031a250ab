const { Telegraf } = require('telegraf');
const OpenAI = require('openai');

const bot = new Telegraf(process.env.BOT_TOKEN);
const openai = new OpenAI();

bot.on('text', async (ctx) => {
  const stream = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    stream: true,
    messages: [{ role: 'user', content: ctx.message.text }],
  });
  let full = '';
  for await (const chunk of stream) {
    full += chunk.choices[0]?.delta?.content || '';
  }
  for (const part of full.match(/[\s\S]{1,1000}/g) || []) {
    await ctx.reply(part);
  }
});

bot.launch();
