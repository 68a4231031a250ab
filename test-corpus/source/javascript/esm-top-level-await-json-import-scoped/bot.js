import { Bot } from 'grammy';
import { GoogleGenAI } from '@google/genai';
import settings from './settings.json' with { type: 'json' };

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const bot = new Bot(process.env.BOT_TOKEN);

bot.on('message:text', async (ctx) => {
  const response = await ai.models.generateContent({
    model: settings.model,
    contents: ctx.message.text,
    config: { systemInstruction: settings.instruction },
  });
  await ctx.reply(response.text);
});

await bot.start();
