import { Body, Controller, Post } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';

@Controller('webhook')
export class WebhookController {
  constructor(private readonly events: EventEmitter2) {}

  @Post()
  receive(@Body() body: any) {
    const message = body.entry[0].changes[0].value.messages?.[0];
    if (message?.text) this.events.emit('message.received', { to: message.from, text: message.text.body });
    return 'ok';
  }
}
