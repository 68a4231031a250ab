import Fastify from 'fastify';
import OpenAI from 'openai';
import { config } from './config.js';

const openai = new OpenAI();
const app = Fastify();

app.post('/webhook', async (request) => {
  const message = (request.body as any).entry[0].changes[0].value.messages?.[0];
  if (!message) return 'ok';
  const completion = await openai.chat.completions.create({
    model: config.model,
    messages: [
      { role: 'system', content: config.prompt },
      { role: 'user', content: message.text.body },
    ],
  });
  await fetch(`https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${config.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: message.from, text: { body: completion.choices[0].message.content } }),
  });
  return 'ok';
});

await app.listen({ port: 3000 });
