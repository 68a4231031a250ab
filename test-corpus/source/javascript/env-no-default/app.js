const express = require('express');
const OpenAI = require('openai');
const { twiml } = require('twilio');

const openai = new OpenAI();
const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/sms', async (req, res) => {
  const result = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: process.env.BOT_INSTRUCTIONS },
      { role: 'user', content: req.body.Body },
    ],
  });
  const reply = new twiml.MessagingResponse();
  reply.message(result.choices[0].message.content);
  res.type('text/xml').end(reply.toString());
});

app.listen(3000);
