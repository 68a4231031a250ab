const { Telegraf } = require('telegraf');
const OpenAI = require('openai');

const bot = new Telegraf(process.env.BOT_TOKEN);
const openai = new OpenAI();

const PROMPT = 'You explain the products of Union Credit Cooperative: savings, loans, cards. Answer only questions about them.';

bot.on('text', async (ctx) => {
  const stream = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    stream: true,
    messages: [
      { role: 'system', content: PROMPT },
      { role: 'user', content: ctx.message.text },
    ],
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
