const { Telegraf } = require('telegraf');

const bot = new Telegraf(process.env.BOT_TOKEN);
const mode = process.env.MODE || 'support';
const { reply } = require(`./modes/${mode}`);

bot.on('text', async (ctx) => {
  await ctx.reply(await reply(ctx.message.text));
});

bot.launch();
