import OpenAI from 'openai';
import { promptStore } from '@acme/prompt-store';

const openai = new OpenAI();

type Turn = { role: 'user' | 'assistant'; content: string };

export async function answer(user: string, context: Turn[]): Promise<string> {
  const turns = context.filter((turn) => turn.content.length > 0).map((turn) => ({ role: turn.role, content: turn.content }));
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: await promptStore.get(user) },
      ...turns,
    ],
  });
  return completion.choices[0].message.content ?? '';
}
