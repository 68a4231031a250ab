import { Module } from '@nestjs/common';
import { WhatsappController } from './whatsapp/whatsapp.controller';
import { WhatsappService } from './whatsapp/whatsapp.service';
import { AiService } from './ai/ai.service';

@Module({
  controllers: [WhatsappController],
  providers: [WhatsappService, AiService],
})
export class AppModule {}
