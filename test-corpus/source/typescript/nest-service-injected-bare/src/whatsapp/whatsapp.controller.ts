import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AiService } from '../ai/ai.service';
import { WhatsappService } from './whatsapp.service';

@Controller('whatsapp')
export class WhatsappController {
  constructor(
    private readonly ai: AiService,
    private readonly whatsapp: WhatsappService,
  ) {}

  @Post('webhook')
  @HttpCode(200)
  async receive(@Body() body: any) {
    const message = body.entry?.[0]?.changes?.[0]?.value?.messages?.[0];
    if (!message?.text) return;
    const answer = await this.ai.complete(message.text.body);
    await this.whatsapp.sendText(message.from, answer);
  }
}
