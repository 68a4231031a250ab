import OpenAI from 'openai';

export class AiService {
  private readonly openai = new OpenAI();

  async generate(text: string, systemPrompt: string): Promise<string> {
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: systemPrompt },
        { role: 'user', content: text },
      ],
    });
    return completion.choices[0].message.content ?? '';
  }
}
