import OpenAI from 'openai';

const ZOO = 'You are the guide of Riverbank Zoo. Answer visitors about animals on show, feeding times and tickets only.';

export class ZooModel {
  private openai = new OpenAI();

  async sendMessage(prompt: string, handle: (text: string) => Promise<void>): Promise<void> {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: ZOO },
        { role: 'user', content: prompt },
      ],
    });
    await handle(completion.choices[0].message.content ?? '');
  }
}
