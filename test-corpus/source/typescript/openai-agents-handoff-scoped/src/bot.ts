import { Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import { run } from '@openai/agents';
import { triage } from './agents.js';

const bot = new Telegraf(process.env.BOT_TOKEN!);

bot.on(message('text'), async (ctx) => {
  const result = await run(triage, ctx.message.text);
  await ctx.reply(result.finalOutput ?? '');
});

bot.launch();
