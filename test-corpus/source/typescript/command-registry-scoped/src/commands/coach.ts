import OpenAI from 'openai';
import type { Command } from '../registry.js';

const SYSTEM = 'You are the running coach of Harbour Runners. Answer only questions about training plans, shoes and races.';

export class CoachCommand implements Command {
  readonly name = 'coach';
  private readonly openai = new OpenAI();

  async run(argument: string): Promise<string> {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: SYSTEM },
        { role: 'user', content: argument },
      ],
    });
    return completion.choices[0].message.content ?? '';
  }
}
