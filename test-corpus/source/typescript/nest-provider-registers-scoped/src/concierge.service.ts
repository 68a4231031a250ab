import { Injectable } from '@nestjs/common';
import OpenAI from 'openai';
import { TelegramService } from './telegram.service';

const RULES = `You answer guests of the Fjord Hotel about rooms, breakfast and the spa.
Anything else you decline politely.`;

@Injectable()
export class ConciergeService {
  private readonly openai = new OpenAI();

  constructor(private readonly telegram: TelegramService) {}

  onModuleInit() {
    this.telegram.onText((ctx) => this.handle(ctx));
  }

  private async handle(ctx) {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'system', content: RULES }, { role: 'user', content: ctx.message.text }],
    });
    await ctx.reply(completion.choices[0].message.content);
  }
}
