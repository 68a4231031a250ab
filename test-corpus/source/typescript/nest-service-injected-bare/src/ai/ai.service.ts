import { Injectable } from '@nestjs/common';
import OpenAI from 'openai';

@Injectable()
export class AiService {
  private readonly openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

  async complete(text: string): Promise<string> {
    const result = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: text }],
    });
    return result.choices[0].message.content ?? '';
  }
}
