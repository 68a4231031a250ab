import { Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import { answer } from '#lib/claude';

const bot = new Telegraf(process.env.BOT_TOKEN);

bot.start((ctx) => ctx.reply('Hi!'));
bot.on(message('text'), async (ctx) => {
  await ctx.reply(await answer(ctx.message.text));
});

bot.launch();
