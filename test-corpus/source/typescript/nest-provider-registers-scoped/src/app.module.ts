import { Module } from '@nestjs/common';
import { Telegraf } from 'telegraf';
import { ConciergeService } from './concierge.service';
import { TelegramService } from './telegram.service';

@Module({
  providers: [
    { provide: Telegraf, useFactory: () => new Telegraf(process.env.BOT_TOKEN) },
    TelegramService,
    ConciergeService,
  ],
})
export class AppModule {}
