import { Hono } from 'hono';
import OpenAI from 'openai';
import prompt from './prompts/system.txt';

const app = new Hono();
const openai = new OpenAI();

app.post('/twilio', async (c) => {
  const form = await c.req.parseBody();
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: prompt },
      { role: 'user', content: String(form.Body) },
    ],
  });
  return c.body(`<Response><Message>${completion.choices[0].message.content}</Message></Response>`, 200, {
    'Content-Type': 'text/xml',
  });
});

export default app;
