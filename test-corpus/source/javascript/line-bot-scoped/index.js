const express = require('express');
const line = require('@line/bot-sdk');
const OpenAI = require('openai');

const config = { channelSecret: process.env.LINE_SECRET };
const client = new line.messagingApi.MessagingApiClient({ channelAccessToken: process.env.LINE_TOKEN });
const openai = new OpenAI();
const app = express();

const PROMPT = 'You are the waiter of Baan Suan restaurant in Chiang Mai. Explain dishes, prices and book tables. Refuse other topics.';

async function handle(event) {
  if (event.type !== 'message' || event.message.type !== 'text') return;
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: PROMPT },
      { role: 'user', content: event.message.text },
    ],
  });
  await client.replyMessage({
    replyToken: event.replyToken,
    messages: [{ type: 'text', text: completion.choices[0].message.content }],
  });
}

app.post('/callback', line.middleware(config), async (req, res) => {
  await Promise.all(req.body.events.map(handle));
  res.end();
});

app.listen(3000);
