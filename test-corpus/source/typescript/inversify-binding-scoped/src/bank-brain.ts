import { injectable } from 'inversify';
import OpenAI from 'openai';
import type { Brain } from './brain.js';

@injectable()
export class BankBrain implements Brain {
  private readonly openai = new OpenAI();

  async reply(text: string): Promise<string> {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: 'Você é o atendente do Banco Aurora. Responda apenas sobre contas, cartões e empréstimos do banco.' },
        { role: 'user', content: text },
      ],
    });
    return completion.choices[0].message.content ?? '';
  }
}
