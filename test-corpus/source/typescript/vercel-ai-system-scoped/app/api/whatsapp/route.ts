import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';
import { sendMessage } from '@/lib/whatsapp';
import { agencyPrompt } from '@/lib/prompt';

export async function POST(request: Request) {
  const body = await request.json();
  const message = body.entry?.[0]?.changes?.[0]?.value?.messages?.[0];
  if (message?.type === 'text') {
    const { text } = await generateText({
      model: openai('gpt-4o-mini'),
      system: agencyPrompt(body.entry[0].changes[0].value.contacts[0].profile.name),
      prompt: message.text.body,
    });
    await sendMessage(message.from, text);
  }
  return Response.json({ ok: true });
}
