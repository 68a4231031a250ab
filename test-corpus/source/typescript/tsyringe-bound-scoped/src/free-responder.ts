import OpenAI from 'openai';
import type { Responder } from './responder.js';

export class FreeResponder implements Responder {
  private openai = new OpenAI();

  async respond(text: string): Promise<string> {
    const result = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: text }],
    });
    return result.choices[0].message.content ?? '';
  }
}
