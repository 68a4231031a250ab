import Anthropic from '@anthropic-ai/sdk';

export interface LlmOptions {
  system: string;
  maxTokens?: number;
}

export class Llm {
  constructor(private readonly client = new Anthropic()) {}

  async run(text: string, options: LlmOptions): Promise<string> {
    const message = await this.client.messages.create({
      model: 'claude-3-5-haiku-latest',
      max_tokens: options.maxTokens ?? 400,
      system: options.system,
      messages: [{ role: 'user', content: text }],
    });
    return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  }
}
