const { Telegraf, Scenes, session } = require('telegraf');

const booking = new Scenes.WizardScene(
  'booking',
  async (ctx) => {
    await ctx.reply('Your name?');
    return ctx.wizard.next();
  },
  async (ctx) => {
    ctx.wizard.state.name = ctx.message.text;
    await ctx.reply('Which day?');
    return ctx.wizard.next();
  },
  async (ctx) => {
    await ctx.reply(`Booked for ${ctx.wizard.state.name}: ${ctx.message.text}`);
    return ctx.scene.leave();
  },
);

const bot = new Telegraf(process.env.BOT_TOKEN);
bot.use(session());
bot.use(new Scenes.Stage([booking]).middleware());
bot.on('text', (ctx) => ctx.scene.enter('booking'));
bot.launch();
