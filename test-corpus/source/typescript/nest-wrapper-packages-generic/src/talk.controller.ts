import { Controller } from '@nestjs/common';
import { IncomingSlackEvent, MessageEvent, SlackEventHandler, SlackEventListener } from 'nestjs-slack-listener';
import { TalkService } from './talk.service';

@Controller('talk')
@SlackEventListener()
export class TalkController {
  constructor(private readonly talk: TalkService) {}

  @SlackEventHandler('message')
  async onMessage({ event }: IncomingSlackEvent<MessageEvent>) {
    this.talk.answer(event);
    return 'ok';
  }
}
