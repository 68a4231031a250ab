import { Llm } from './llm.js';

export async function playground(text: string): Promise<string> {
  return new Llm().run(text, { system: 'You are a helpful assistant. Answer anything.' });
}
