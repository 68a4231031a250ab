import { Injectable } from '@nestjs/common';
import { Context, Telegraf } from 'telegraf';

@Injectable()
export class TelegramService {
  constructor(private readonly telegraf: Telegraf<Context>) {}

  onText(handler: (ctx: Context) => Promise<void>) {
    this.telegraf.on('text', handler);
  }
}
