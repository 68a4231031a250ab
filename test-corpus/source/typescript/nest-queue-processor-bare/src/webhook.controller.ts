import { InjectQueue } from '@nestjs/bull';
import { Body, Controller, Post } from '@nestjs/common';
import { Queue } from 'bull';

@Controller('webhook')
export class WebhookController {
  constructor(@InjectQueue('messages') private readonly messages: Queue) {}

  @Post()
  async receive(@Body() body: any) {
    const message = body.entry[0].changes[0].value.messages?.[0];
    if (message?.text) {
      await this.messages.add('answer', { to: message.from, text: message.text.body });
    }
    return 'ok';
  }
}
