const Groq = require('groq-sdk');
const bus = require('./bus');

const groq = new Groq();

const BAD =
  'Du bist der Auskunftsassistent des Stadtbads Neuwied. Nenne Öffnungszeiten, Eintrittspreise und Kurse. ' +
  'Beantworte nur Fragen zum Stadtbad.';

bus.on('incoming', async ({ text, reply }) => {
  const completion = await groq.chat.completions.create({
    model: 'llama3-8b-8192',
    messages: [
      { role: 'system', content: BAD },
      { role: 'user', content: text },
    ],
  });
  await reply(completion.choices[0].message.content);
});
