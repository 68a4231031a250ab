const express = require('express');
const twilio = require('twilio');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/survey', async (req, res) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    max_tokens: 3,
    messages: [
      { role: 'system', content: 'Is the feedback positive or negative? Answer with one word.' },
      { role: 'user', content: req.body.Body },
    ],
  });
  const mood = completion.choices[0].message.content.trim().toLowerCase();
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(mood === 'negative' ? 'We are sorry. The manager will call you.' : 'Thank you for your feedback!');
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
