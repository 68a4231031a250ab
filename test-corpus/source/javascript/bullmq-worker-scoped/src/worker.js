import { Worker } from 'bullmq';
import OpenAI from 'openai';
import { connection } from './queue.js';

const openai = new OpenAI();
const PROMPT = 'You give quotes for house moves by Swift Movers: rooms, floors, distance, date. Do not answer unrelated questions.';

new Worker(
  'replies',
  async (job) => {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'system', content: PROMPT }, { role: 'user', content: job.data.text }],
    });
    await fetch(`https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to: job.data.to,
        text: { body: completion.choices[0].message.content },
      }),
    });
  },
  { connection },
);
