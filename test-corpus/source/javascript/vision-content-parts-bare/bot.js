const { Telegraf } = require('telegraf');
const OpenAI = require('openai');

const openai = new OpenAI();
const bot = new Telegraf(process.env.BOT_TOKEN);

async function look(text, url) {
  const content = [{ type: 'text', text }];
  if (url) content.push({ type: 'image_url', image_url: { url } });
  const completion = await openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
  return completion.choices[0].message.content;
}

bot.on('text', async (ctx) => ctx.reply(await look(ctx.message.text)));
bot.on('photo', async (ctx) => {
  const photo = ctx.message.photo.at(-1);
  const url = await ctx.telegram.getFileLink(photo.file_id);
  await ctx.reply(await look(ctx.message.caption || 'What is this?', url.href));
});

bot.launch();
