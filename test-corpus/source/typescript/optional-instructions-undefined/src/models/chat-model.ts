import OpenAI from 'openai';
import { BaseModel } from './base-model';

export class ChatModel extends BaseModel {
  private openai = new OpenAI();
  public instructions: string | undefined = undefined;

  async sendMessage(sender: string, prompt: string, handle: (text: string) => Promise<void>): Promise<void> {
    this.addTurn(sender, { role: 'user', content: prompt });
    const completion = await this.openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        ...(this.instructions ? [{ role: 'system' as const, content: this.instructions }] : []),
        ...this.history[sender],
      ],
    });
    const answer = completion.choices[0].message.content ?? '';
    this.addTurn(sender, { role: 'assistant', content: answer });
    await handle(answer);
  }
}
