import { Bot } from 'grammy';
import { ask } from './ai/index.js';

const bot = new Bot(process.env.BOT_TOKEN!);

bot.command('start', (ctx) => ctx.reply('Hey!'));
bot.on('message:text', async (ctx) => {
  await ctx.reply(await ask(ctx.message.text));
});

bot.start();
