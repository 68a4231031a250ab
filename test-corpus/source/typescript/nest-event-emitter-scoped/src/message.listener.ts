import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import axios from 'axios';
import OpenAI from 'openai';

const SHELTER =
  'You are the assistant of Second Chance animal shelter. Answer questions about adoption, visits and donations. Refuse other topics.';

@Injectable()
export class MessageListener {
  private readonly openai = new OpenAI();

  @OnEvent('message.received')
  async answer({ to, text }: { to: string; text: string }) {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: SHELTER },
        { role: 'user', content: text },
      ],
    });
    await axios.post(
      `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
      { messaging_product: 'whatsapp', to, text: { body: completion.choices[0].message.content } },
      { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
    );
  }
}
