import OpenAI from 'openai';

const openai = new OpenAI();

export abstract class Personality {
  protected abstract readonly prompt: string;

  async answer(text: string): Promise<string> {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: this.prompt },
        { role: 'user', content: text },
      ],
    });
    return completion.choices[0].message.content ?? '';
  }
}
