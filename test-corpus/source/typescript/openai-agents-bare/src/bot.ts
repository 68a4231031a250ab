import { Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import { Agent, run } from '@openai/agents';

const agent = new Agent({ name: 'Assistant', model: 'gpt-4o-mini' });
const bot = new Telegraf(process.env.BOT_TOKEN!);

bot.on(message('text'), async (ctx) => {
  const result = await run(agent, ctx.message.text);
  await ctx.reply(result.finalOutput ?? '');
});

bot.launch();
