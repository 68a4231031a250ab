import wweb from 'whatsapp-web.js';
import { ChatGPTAPI } from 'chatgpt';

const { Client } = wweb;
const api = new ChatGPTAPI({
  apiKey: process.env.OPENAI_API_KEY,
  systemMessage: 'You are the assistant of Babel Language School. Answer questions about courses, levels and fees. Decline anything else.',
});
const client = new Client();
const parents = {};

client.on('message', async (message) => {
  const response = await api.sendMessage(message.body, { parentMessageId: parents[message.from] });
  parents[message.from] = response.id;
  await message.reply(response.text);
});

client.initialize();
