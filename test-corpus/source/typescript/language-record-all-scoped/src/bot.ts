import { Bot } from 'grammy';
import OpenAI from 'openai';
import { PROMPTS, type Language } from './prompts.js';

const bot = new Bot(process.env.BOT_TOKEN!);
const openai = new OpenAI();

bot.on('message:text', async (ctx) => {
  const language = (ctx.from.language_code ?? 'en') as Language;
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: PROMPTS[language] ?? PROMPTS.en },
      { role: 'user', content: ctx.message.text },
    ],
  });
  await ctx.reply(completion.choices[0].message.content ?? '…');
});

bot.start();
