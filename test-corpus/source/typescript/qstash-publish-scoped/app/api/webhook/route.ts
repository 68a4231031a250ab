import { Client } from '@upstash/qstash';

const qstash = new Client({ token: process.env.QSTASH_TOKEN! });

export async function POST(request: Request) {
  const body = await request.json();
  const message = body.entry[0].changes[0].value.messages?.[0];
  if (message?.text) {
    await qstash.publishJSON({
      url: `${process.env.APP_URL}/api/answer`,
      body: { from: message.from, text: message.text.body },
    });
  }
  return new Response('ok');
}
