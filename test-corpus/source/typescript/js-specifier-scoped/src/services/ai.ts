import OpenAI from 'openai';
import { NURSERY } from '../prompts.js';

const openai = new OpenAI();

export async function generateReply(text: string): Promise<string> {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: NURSERY },
      { role: 'user', content: text },
    ],
  });
  return completion.choices[0].message.content ?? '';
}
