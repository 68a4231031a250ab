import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic();

export async function answer(text) {
  const message = await anthropic.messages.create({
    model: 'claude-3-5-haiku-latest',
    max_tokens: 400,
    messages: [{ role: 'user', content: text }],
  });
  return message.content[0].text;
}
