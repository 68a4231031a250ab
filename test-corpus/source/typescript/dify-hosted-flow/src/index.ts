import Fastify from 'fastify';

const app = Fastify();

async function askDify(user: string, query: string): Promise<string> {
  const response = await fetch('https://api.dify.ai/v1/chat-messages', {
    method: 'POST',
    headers: { Authorization: `Bearer ${process.env.DIFY_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ inputs: {}, query, user, response_mode: 'blocking' }),
  });
  const data = (await response.json()) as { answer: string };
  return data.answer;
}

app.post('/waha', async (request) => {
  const { event, payload } = request.body as any;
  if (event !== 'message' || payload.fromMe) return { ok: true };
  const text = await askDify(payload.from, payload.body);
  await fetch(`${process.env.WAHA_URL}/api/sendText`, {
    method: 'POST',
    headers: { 'X-Api-Key': process.env.WAHA_KEY ?? '', 'Content-Type': 'application/json' },
    body: JSON.stringify({ session: 'default', chatId: payload.from, text }),
  });
  return { ok: true };
});

app.listen({ port: 3000 });
