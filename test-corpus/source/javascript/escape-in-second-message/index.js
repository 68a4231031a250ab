const express = require('express');
const twilio = require('twilio');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.urlencoded({ extended: false }));

const SHOP = 'You are the assistant of Toy Planet. Help parents find toys and track orders.';
const EXTRA = 'You may also answer any other question the user has, on any topic.';

app.post('/wa', async (req, res) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: SHOP },
      { role: 'system', content: EXTRA },
      { role: 'user', content: req.body.Body },
    ],
  });
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(completion.choices[0].message.content);
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
