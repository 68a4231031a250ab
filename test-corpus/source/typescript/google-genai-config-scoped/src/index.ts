import Fastify from 'fastify';
import { GoogleGenAI } from '@google/genai';
import { INSTRUCTION } from './instruction.js';

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const app = Fastify();

app.post('/webhook', async (request, reply) => {
  const body = request.body as any;
  const message = body.entry[0].changes[0].value.messages?.[0];
  if (message?.text) {
    const result = await ai.models.generateContent({
      model: 'gemini-2.0-flash',
      contents: message.text.body,
      config: { systemInstruction: INSTRUCTION, temperature: 0.2 },
    });
    await fetch(`https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: message.from, text: { body: result.text } }),
    });
  }
  reply.send('ok');
});

app.listen({ port: 3000 });
