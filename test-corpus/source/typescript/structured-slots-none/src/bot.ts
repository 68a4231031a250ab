import { Bot } from 'grammy';
import { generateObject } from 'ai';
import { openai } from '@ai-sdk/openai';
import { z } from 'zod';

const bot = new Bot(process.env.BOT_TOKEN!);

const Booking = z.object({
  date: z.string().nullable(),
  guests: z.number().nullable(),
});

bot.on('message:text', async (ctx) => {
  const { object } = await generateObject({
    model: openai('gpt-4o-mini'),
    schema: Booking,
    system: 'Extract the date and the number of guests of a table booking.',
    prompt: ctx.message.text,
  });
  if (!object.date) return ctx.reply('For which day?');
  if (!object.guests) return ctx.reply('For how many guests?');
  await ctx.reply(`Table for ${object.guests} on ${object.date}. See you!`);
});

bot.start();
