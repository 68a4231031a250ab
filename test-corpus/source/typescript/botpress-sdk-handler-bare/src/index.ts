import { Bot } from '@botpress/sdk';
import OpenAI from 'openai';
const openai = new OpenAI();
const bot = new Bot({ integrations: {} });
bot.on.message('*', async ({ message, client, conversation, ctx }) => {
  const r = await openai.chat.completions.create({ model: 'gpt-4o', messages: [
    { role: 'user', content: message.payload.text }] });
  await client.createMessage({ conversationId: conversation.id, userId: ctx.botId, tags: {}, type: 'text', payload: { text: r.choices[0].message.content } });
});
export default bot;
