import { Bot } from 'grammy';
import { describe } from './describe.js';

const bot = new Bot(process.env.BOT_TOKEN!);

bot.on('message:text', async (ctx) => {
  await ctx.reply(await describe(ctx.message.text));
});

bot.on('message:photo', async (ctx) => {
  const file = await ctx.getFile();
  const response = await fetch(`https://api.telegram.org/file/bot${process.env.BOT_TOKEN}/${file.file_path}`);
  const image = Buffer.from(await response.arrayBuffer());
  await ctx.reply(await describe(ctx.message.caption ?? '', image));
});

bot.start();
