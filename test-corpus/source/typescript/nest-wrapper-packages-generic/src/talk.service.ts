import { Injectable } from '@nestjs/common';
import { OpenAIService } from 'nestjs-openai';
import { InjectSlackClient, MessageEvent, SlackClient } from 'nestjs-slack-listener';

@Injectable()
export class TalkService {
  private rules = 'You are a helpful assistant called Pixel.';

  constructor(
    private readonly openai: OpenAIService,
    @InjectSlackClient() private readonly slack: SlackClient,
  ) {}

  async answer(event: MessageEvent) {
    const { data } = await this.openai.createChatCompletion({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: this.rules },
        { role: 'user', content: event.text },
      ],
    });
    await this.slack.chat.postMessage({ channel: event.channel, text: data.choices[0].message.content });
  }
}
