import OpenAI from 'openai';

const openai = new OpenAI();

export class Conversation {
  private readonly messages: OpenAI.ChatCompletionMessageParam[] = [];

  async send(text: string): Promise<string> {
    this.messages.push({ role: 'user', content: text });
    const completion = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages: this.messages });
    const answer = completion.choices[0].message.content ?? '';
    this.messages.push({ role: 'assistant', content: answer });
    return answer;
  }
}
