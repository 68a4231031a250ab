const { Telegraf } = require('telegraf');
const { answer } = require('./answer');
const { limiter } = require('./limiter');

const bot = new Telegraf(process.env.BOT_TOKEN);

bot.use(async (ctx, next) => {
  console.log(ctx.from?.id, ctx.updateType);
  await next();
});
bot.use(limiter(20));
bot.on('text', async (ctx) => {
  await ctx.sendChatAction('typing');
  const text = await answer(ctx.message.text);
  await ctx.telegram.sendMessage(ctx.chat.id, text);
});

bot.launch();
