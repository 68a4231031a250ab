const axios = require('axios');
const { Telegraf } = require('telegraf');
const OpenAI = require('openai');

const openai = new OpenAI();
const bot = new Telegraf(process.env.BOT_TOKEN);

bot.on('text', async (ctx) => {
  const { data: system } = await axios.get('https://cms.example.org/prompts/bot.txt');
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
