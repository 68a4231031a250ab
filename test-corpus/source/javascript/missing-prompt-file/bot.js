const fs = require('fs');
const { Telegraf } = require('telegraf');
const OpenAI = require('openai');

const openai = new OpenAI();
const bot = new Telegraf(process.env.BOT_TOKEN);
const system = fs.readFileSync('./private/system-prompt.txt', 'utf8');

bot.on('text', async (ctx) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: ctx.message.text },
    ],
  });
  await ctx.reply(completion.choices[0].message.content);
});

bot.launch();
