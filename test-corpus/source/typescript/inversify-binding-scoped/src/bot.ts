import { Bot } from 'grammy';
import { container } from './container.js';
import { TYPES } from './types.js';
import type { Brain } from './brain.js';

const brain = container.get<Brain>(TYPES.Brain);
const bot = new Bot(process.env.BOT_TOKEN!);

bot.on('message:text', async (ctx) => {
  await ctx.reply(await brain.reply(ctx.message.text));
});

bot.start();
