import WAWebJS from 'whatsapp-web.js';
import { Conversation } from './conversation.js';

const client = new WAWebJS.Client({});
const conversations = new Map<string, Conversation>();

client.on('message', async (message: WAWebJS.Message) => {
  let conversation = conversations.get(message.from);
  if (!conversation) {
    conversation = new Conversation();
    conversations.set(message.from, conversation);
  }
  await message.reply(await conversation.send(message.body));
});

client.initialize();
