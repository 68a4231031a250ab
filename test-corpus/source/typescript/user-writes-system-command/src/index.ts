import WAWebJS from 'whatsapp-web.js';
import OpenAI from 'openai';

const openai = new OpenAI();
const client = new WAWebJS.Client({});
const personas = new Map<string, string>();

client.on('message', async (message: WAWebJS.Message) => {
  if (message.body.startsWith('!persona ')) {
    personas.set(message.from, message.body.slice('!persona '.length));
    await message.reply('Persona saved.');
    return;
  }
  const persona = personas.get(message.from);
  if (!persona) {
    await message.reply('Send !persona followed by who I should be.');
    return;
  }
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: persona },
      { role: 'user', content: message.body },
    ],
  });
  await message.reply(completion.choices[0].message.content ?? '');
});

client.initialize();
