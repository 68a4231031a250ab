const fs = require('fs');
const path = require('path');
const venom = require('venom-bot');
const OpenAI = require('openai');

const prompt = fs.readFileSync(path.join(__dirname, 'prompts', 'cartorio.md'), 'utf8');
const openai = new OpenAI();

venom
  .create({ session: 'cartorio' })
  .then((client) => start(client))
  .catch((error) => console.error(error));

function start(client) {
  client.onMessage(async (message) => {
    if (message.isGroupMsg) return;
    const result = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: prompt },
        { role: 'user', content: message.body },
      ],
    });
    await client.sendText(message.from, result.choices[0].message.content);
  });
}
