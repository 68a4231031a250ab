const { App } = require('@slack/bolt');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = new App({ token: process.env.SLACK_BOT_TOKEN, signingSecret: process.env.SLACK_SIGNING_SECRET });

app.event('app_mention', async ({ event, say }) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You are an all-knowing assistant. Help with whatever people ask.' },
      { role: 'user', content: event.text },
    ],
  });
  await say(completion.choices[0].message.content);
});

app.start(3000);
