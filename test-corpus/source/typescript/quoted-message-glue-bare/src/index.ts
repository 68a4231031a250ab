import WAWebJS from 'whatsapp-web.js';
import { ask } from './gemini.js';

const client = new WAWebJS.Client({});

client.on('message', async (message: WAWebJS.Message) => {
  let text = message.body;
  if (message.hasQuotedMsg) {
    const quoted = await message.getQuotedMessage();
    text = 'Quoted message:\n' + quoted.body + '\n---\nMessage:\n' + text;
  }
  await message.reply(await ask(text));
});

client.initialize();
