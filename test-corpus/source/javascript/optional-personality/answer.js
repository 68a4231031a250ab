import OpenAI from 'openai';
import { personalityOf } from './personalities.js';

const openai = new OpenAI();
const histories = new Map();

export async function answer(user, text) {
  let history = histories.get(user) ?? [];
  history.push({ role: 'user', content: text });
  histories.set(user, history);
  const personality = personalityOf(user);
  if (personality) {
    history = [{ role: 'system', content: personality.prompt }, ...history];
  }
  const completion = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages: history });
  return completion.choices[0].message.content;
}
