const { Telegraf, Scenes, session } = require('telegraf');
const OpenAI = require('openai');
const openai = new OpenAI();

const ask = new Scenes.WizardScene('ask',
  (ctx) => { ctx.reply('Your question?'); return ctx.wizard.next(); },
  async (ctx) => {
    const r = await openai.chat.completions.create({ model: 'gpt-4o', messages: [
      { role: 'system', content: 'You are a helpful AI assistant. Answer any question the user asks.' },
      { role: 'user', content: ctx.message.text }] });
    await ctx.reply(r.choices[0].message.content);
    return ctx.scene.leave();
  });
const bot = new Telegraf(process.env.T);
const stage = new Scenes.Stage([ask]);
bot.use(session());
bot.use(stage.middleware());
bot.command('ask', (ctx) => ctx.scene.enter('ask'));
bot.launch();
