import { Bot } from 'grammy';
import { classify } from './classify.js';
import { complete } from './complete.js';
import { PROMPTS } from './prompts.js';

const bot = new Bot(process.env.BOT_TOKEN!);

bot.on('message:text', async (ctx) => {
  const intent = await classify(ctx.message.text);
  if (intent === 'other') {
    await ctx.reply('I can help with permits and waste. For anything else, call 555 0199.');
    return;
  }
  await ctx.reply(await complete(PROMPTS[intent], ctx.message.text));
});

bot.start();
