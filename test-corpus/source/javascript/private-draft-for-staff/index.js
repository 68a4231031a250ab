const express = require('express');
const axios = require('axios');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.json());

app.post('/webhook', async (req, res) => {
  res.sendStatus(200);
  const message = req.body.entry[0].changes[0].value.messages?.[0];
  if (!message?.text) return;
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: `Draft a reply to this customer: ${message.text.body}` }],
  });
  await axios.post(process.env.STAFF_SLACK_WEBHOOK, {
    text: `*${message.from}* wrote: ${message.text.body}\nDraft: ${completion.choices[0].message.content}`,
  });
});

app.listen(3000);
