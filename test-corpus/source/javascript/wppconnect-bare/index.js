const wppconnect = require('@wppconnect-team/wppconnect');
const OpenAI = require('openai');

const openai = new OpenAI();

wppconnect.create({ session: 'assistente' }).then(start);

function start(client) {
  client.onMessage(async (message) => {
    if (message.isGroupMsg || message.type !== 'chat') return;
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: message.body }],
    });
    await client.sendText(message.from, completion.choices[0].message.content);
  });
}
