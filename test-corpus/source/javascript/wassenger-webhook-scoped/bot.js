import axios from 'axios';
import OpenAI from 'openai';
import config from './config.js';

const ai = new OpenAI();

export async function reply(data) {
  const completion = await ai.chat.completions.create({
    model: config.model,
    messages: [
      { role: 'system', content: config.instructions },
      { role: 'user', content: data.body },
    ],
  });
  await axios.post(
    'https://api.wassenger.com/v1/messages',
    { phone: data.fromNumber, message: completion.choices[0].message.content },
    { headers: { Authorization: config.key } },
  );
}
