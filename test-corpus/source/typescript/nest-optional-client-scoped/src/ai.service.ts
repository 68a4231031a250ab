import { Injectable, Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import OpenAI from 'openai';

@Injectable()
export class AiService {
  private readonly logger = new Logger(AiService.name);
  private readonly openai?: OpenAI;

  constructor(private readonly config: ConfigService) {
    const apiKey = this.config.get<string>('OPENAI_API_KEY');
    if (apiKey) this.openai = new OpenAI({ apiKey });
  }

  async reply(text: string): Promise<string> {
    if (!this.openai) return this.fixed();
    try {
      const completion = await this.openai.chat.completions.create({
        model: this.config.get<string>('OPENAI_MODEL') || 'gpt-4o-mini',
        messages: [
          {
            role: 'system',
            content: 'Você é o atendente da Ótica Boa Vista. Informe preços de óculos, prazos e horários. Recuse outros assuntos.',
          },
          { role: 'user', content: text },
        ],
      });
      return completion.choices[0]?.message?.content?.trim() || this.fixed();
    } catch (error) {
      this.logger.error('no answer', error);
      return this.fixed();
    }
  }

  private fixed(): string {
    return 'Já vamos responder.';
  }
}
