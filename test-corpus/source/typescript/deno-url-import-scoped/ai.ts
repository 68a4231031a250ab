import Anthropic from 'npm:@anthropic-ai/sdk';

const anthropic = new Anthropic({ apiKey: Deno.env.get('ANTHROPIC_API_KEY') });

export async function answer(text: string): Promise<string> {
  const message = await anthropic.messages.create({
    model: 'claude-3-5-haiku-latest',
    max_tokens: 300,
    system: 'You are the assistant of Pedal Library, which lends cargo bikes. Answer questions about loans only.',
    messages: [{ role: 'user', content: text }],
  });
  return message.content[0].type === 'text' ? message.content[0].text : '';
}
