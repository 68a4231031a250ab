import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic();

export async function answer(text) {
  const message = await anthropic.messages.create({
    model: 'claude-3-5-haiku-latest',
    max_tokens: 400,
    system: 'You help customers of Rondo Tyres find the right tyre and book a fitting. Only talk about tyres and wheels.',
    messages: [{ role: 'user', content: text }],
  });
  return message.content[0].text;
}
