import { Telegraf } from 'telegraf';
import Groq from 'groq-sdk';
import ollama from 'ollama';

const PROMPT = 'You answer questions about the Helsinki Bike Fair: dates, exhibitors, tickets. Decline everything else.';
const bot = new Telegraf(process.env.BOT_TOKEN);

async function answer(text) {
  if (process.env.PROVIDER === 'groq') {
    const result = await new Groq().chat.completions.create({
      model: 'llama-3.1-8b-instant',
      messages: [
        { role: 'system', content: PROMPT },
        { role: 'user', content: text },
      ],
    });
    return result.choices[0].message.content;
  }
  const result = await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: text }] });
  return result.message.content;
}

bot.on('text', async (ctx) => ctx.reply(await answer(ctx.message.text)));
bot.launch();
