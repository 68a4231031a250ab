import { Telegraf } from "telegraf";

const bot = new Telegraf(process.env.BOT_TOKEN!);
const KEY = process.env.GEMINI_KEY;
const BASE = "https://generativelanguage.googleapis.com/v1beta/models";

async function embed(text: string): Promise<number[]> {
  const response = await fetch(`${BASE}/gemini-embedding-001:embedContent?key=${KEY}`, {
    method: "POST",
    body: JSON.stringify({ content: { parts: [{ text }] } }),
  });
  const data = await response.json();
  return data.embedding.values;
}

async function nearest(vector: number[]): Promise<string> {
  const response = await fetch(`${process.env.STORE_URL}/search`, {
    method: "POST",
    body: JSON.stringify({ vector }),
  });
  return (await response.json()).passage;
}

bot.on("text", async (ctx) => {
  const passage = await nearest(await embed(ctx.message.text));
  const prompt = `You answer customers of Tern Ferries. Use only this passage: ${passage}. If it does not hold the answer, say so and give our phone number.\n\nQuestion: ${ctx.message.text}`;
  const response = await fetch(`${BASE}/gemini-2.0-flash:generateContent?key=${KEY}`, {
    method: "POST",
    body: JSON.stringify({ contents: [{ parts: [{ text: prompt }] }] }),
  });
  const data = await response.json();
  await ctx.reply(data.candidates[0].content.parts[0].text);
});

bot.launch();
