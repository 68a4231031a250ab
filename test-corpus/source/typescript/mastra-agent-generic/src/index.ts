import { Hono } from 'hono';
import { helper } from './agents/helper.js';
import { reply } from './whatsapp.js';

const app = new Hono();

app.post('/webhook', async (c) => {
  const body = await c.req.json();
  const message = body.entry[0].changes[0].value.messages?.[0];
  if (message?.text) {
    const result = await helper.generate(message.text.body);
    await reply(message.from, result.text);
  }
  return c.text('ok');
});

export default app;
