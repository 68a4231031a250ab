import { Hono } from 'hono';
import { generateText, type ModelMessage } from 'ai';
import { google } from '@ai-sdk/google';

const app = new Hono();
const turns = new Map<string, ModelMessage[]>();
const system = 'You are the assistant of Snowline Ski Rental. Help guests reserve skis and find the shop. Do not answer unrelated questions.';

app.post('/telegram', async (c) => {
  const update = await c.req.json();
  const chat = String(update.message.chat.id);
  const messages = turns.get(chat) ?? [];
  messages.push({ role: 'user', content: update.message.text });
  const { text } = await generateText({ model: google('gemini-2.0-flash'), system, messages });
  messages.push({ role: 'assistant', content: text });
  turns.set(chat, messages);
  await fetch(`https://api.telegram.org/bot${process.env.BOT_TOKEN}/sendMessage`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ chat_id: chat, text }),
  });
  return c.json({ ok: true });
});

export default app;
