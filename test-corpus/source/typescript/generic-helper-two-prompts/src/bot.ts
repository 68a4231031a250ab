import { Bot } from 'grammy';
import { Llm } from './llm.js';

const llm = new Llm();
const bot = new Bot(process.env.BOT_TOKEN!);

const system = 'You are the guide of the Old Town ghost tour in York. Answer guests about the route, tickets and meeting point only.';

bot.on('message:text', async (ctx) => {
  await ctx.reply(await llm.run(ctx.message.text, { system }));
});

bot.start();
