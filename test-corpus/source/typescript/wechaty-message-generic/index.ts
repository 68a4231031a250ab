import { WechatyBuilder } from 'wechaty';
import OpenAI from 'openai';

const openai = new OpenAI({ apiKey: process.env.KEY });
const bot = WechatyBuilder.build({ name: 'gpt' });
bot.on('message', async (message) => {
  if (message.self()) return;
  const text = message.text();
  const room = message.room();
  const c = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You are a friendly assistant. Talk about anything the user likes.' },
      { role: 'user', content: text },
    ],
  });
  if (room) await room.say(c.choices[0].message.content);
  else await message.say(c.choices[0].message.content);
});
bot.start();
