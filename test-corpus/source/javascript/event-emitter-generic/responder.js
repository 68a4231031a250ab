const Groq = require('groq-sdk');
const bus = require('./bus');

const groq = new Groq();

bus.on('incoming', async ({ text, reply }) => {
  const completion = await groq.chat.completions.create({
    model: 'llama3-8b-8192',
    messages: [
      { role: 'system', content: 'Du bist ein hilfreicher Assistent. Beantworte alle Fragen auf Deutsch.' },
      { role: 'user', content: text },
    ],
  });
  await reply(completion.choices[0].message.content);
});
