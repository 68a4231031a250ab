import { Body, Controller, Post } from '@nestjs/common';
import axios from 'axios';
import { AiService } from './ai.service';

@Controller('webhook')
export class HookController {
  constructor(private readonly ai: AiService) {}

  @Post()
  async receive(@Body() body: any) {
    const message = body.entry[0].changes[0].value.messages?.[0];
    if (!message?.text) return 'ignored';
    await axios.post(
      `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
      { messaging_product: 'whatsapp', to: message.from, text: { body: await this.ai.reply(message.text.body) } },
      { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
    );
    return 'ok';
  }
}
