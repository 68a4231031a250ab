import OpenAI from 'openai';

interface Env {
  INCOMING: Queue<Incoming>;
  OPENAI_API_KEY: string;
  WA_TOKEN: string;
  PHONE_ID: string;
}

interface Incoming {
  from: string;
  text: string;
}

const ROASTER = 'You help customers of Kaldi Roasters choose beans and track orders. Refuse questions that are not about our coffee.';

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const body: any = await request.json();
    const message = body.entry[0].changes[0].value.messages?.[0];
    if (message) await env.INCOMING.send({ from: message.from, text: message.text.body });
    return new Response('ok');
  },

  async queue(batch: MessageBatch<Incoming>, env: Env): Promise<void> {
    const openai = new OpenAI({ apiKey: env.OPENAI_API_KEY });
    for (const message of batch.messages) {
      const completion = await openai.chat.completions.create({
        model: 'gpt-4o-mini',
        messages: [
          { role: 'system', content: ROASTER },
          { role: 'user', content: message.body.text },
        ],
      });
      await fetch(`https://graph.facebook.com/v20.0/${env.PHONE_ID}/messages`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${env.WA_TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          to: message.body.from,
          text: { body: completion.choices[0].message.content },
        }),
      });
      message.ack();
    }
  },
};
