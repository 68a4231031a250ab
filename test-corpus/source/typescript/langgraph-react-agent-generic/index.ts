import { App } from '@slack/bolt';
import { HumanMessage } from '@langchain/core/messages';
import { agent } from './agent';

const app = new App({ token: process.env.T, signingSecret: process.env.S });
app.event('app_mention', async ({ event, say }) => {
  const out = await agent.invoke({ messages: [new HumanMessage(event.text)] }, { configurable: { thread_id: event.channel } });
  await say(out.messages.at(-1).content as string);
});
app.start(3000);
