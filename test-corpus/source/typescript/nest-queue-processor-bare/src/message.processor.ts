import { Process, Processor } from '@nestjs/bull';
import axios from 'axios';
import { Job } from 'bull';
import OpenAI from 'openai';

@Processor('messages')
export class MessageProcessor {
  private readonly openai = new OpenAI();

  @Process('answer')
  async answer(job: Job<{ to: string; text: string }>) {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: job.data.text }],
    });
    await axios.post(
      `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
      { messaging_product: 'whatsapp', to: job.data.to, text: { body: completion.choices[0].message.content } },
      { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
    );
  }
}
