import Groq from 'groq-sdk';
import { ASSISTANT } from './prompts/index.js';

const groq = new Groq();

export async function chat(text) {
  const completion = await groq.chat.completions.create({
    model: 'llama-3.1-70b-versatile',
    messages: [
      { role: 'system', content: ASSISTANT },
      { role: 'user', content: text },
    ],
  });
  return completion.choices[0].message.content;
}
