const { TelegramClient } = require('telegram');
const { NewMessage } = require('telegram/events');
const { StringSession } = require('telegram/sessions');
const OpenAI = require('openai');
const openai = new OpenAI();
const client = new TelegramClient(new StringSession(''), 1, 'h', {});
client.addEventHandler(async (event) => {
  const r = await openai.chat.completions.create({ model: 'gpt-4o', messages: [
    { role: 'system', content: 'You are a helpful AI assistant. Answer any question the user asks.' },
    { role: 'user', content: event.message.text }] });
  await client.sendMessage(event.message.chatId, { message: r.choices[0].message.content });
}, new NewMessage({ incoming: true }));
