import Anthropic from '@anthropic-ai/sdk';
import { SYSTEM } from '@/ai/system';

const anthropic = new Anthropic();

export async function claude(text: string): Promise<string> {
  const message = await anthropic.messages.create({
    model: 'claude-3-5-sonnet-latest',
    max_tokens: 1024,
    system: SYSTEM,
    messages: [{ role: 'user', content: text }],
  });
  const [block] = message.content;
  return block.type === 'text' ? block.text : '';
}
