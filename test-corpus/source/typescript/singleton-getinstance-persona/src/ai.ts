import { ChatOpenAI } from '@langchain/openai';
import { PromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';

export class Ai {
  private static instance: Ai;
  private readonly chain;

  private constructor() {
    const prompt = PromptTemplate.fromTemplate(
      'You are Zeca, a cheerful robot parrot. Speak in rhymes and use emojis.\nUser: {input}\nZeca:',
    );
    this.chain = prompt.pipe(new ChatOpenAI({ model: 'gpt-4o-mini' })).pipe(new StringOutputParser());
  }

  static getInstance(): Ai {
    if (!Ai.instance) Ai.instance = new Ai();
    return Ai.instance;
  }

  async talk(input: string): Promise<string> {
    return this.chain.invoke({ input });
  }
}
