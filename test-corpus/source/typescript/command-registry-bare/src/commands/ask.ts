import OpenAI from 'openai';
import type { Command } from '../registry.js';

export class AskCommand implements Command {
  readonly name = 'ask';
  private readonly openai = new OpenAI();

  async run(argument: string): Promise<string> {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: argument }],
    });
    return completion.choices[0].message.content ?? '';
  }
}
