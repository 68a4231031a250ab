const express = require('express');
const OpenAI = require('openai');
const twilio = require('twilio');
const { SYSTEM } = require('@olive/prompts');

const openai = new OpenAI();
const app = express();
app.use(express.urlencoded({ extended: true }));

app.post('/incoming', async (req, res) => {
  const result = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'system', content: SYSTEM }, { role: 'user', content: req.body.Body }],
  });
  const reply = new twilio.twiml.MessagingResponse();
  reply.message(result.choices[0].message.content);
  res.type('text/xml').send(reply.toString());
});

app.listen(3000);
