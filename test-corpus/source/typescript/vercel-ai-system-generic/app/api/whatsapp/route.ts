import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';
import { sendMessage } from '@/lib/whatsapp';

export async function GET(request: Request) {
  const url = new URL(request.url);
  if (url.searchParams.get('hub.verify_token') === process.env.VERIFY_TOKEN) {
    return new Response(url.searchParams.get('hub.challenge'));
  }
  return new Response('forbidden', { status: 403 });
}

export async function POST(request: Request) {
  const body = await request.json();
  const message = body.entry?.[0]?.changes?.[0]?.value?.messages?.[0];
  if (message?.type === 'text') {
    const { text } = await generateText({
      model: openai('gpt-4o-mini'),
      system: 'You are a helpful, witty assistant who can chat about everything.',
      prompt: message.text.body,
    });
    await sendMessage(message.from, text);
  }
  return Response.json({ ok: true });
}
