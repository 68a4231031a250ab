const express = require('express');
const twilio = require('twilio');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.urlencoded({ extended: false }));

const PROMPT = `You are a helpful and friendly assistant.
Write short answers with emojis, in the language of the customer.

You work for Polar Freight. You give quotes for parcels, track shipments and explain customs papers.
Never answer general questions; say that you can only help with shipments.`;

app.post('/wa', async (req, res) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: PROMPT },
      { role: 'user', content: req.body.Body },
    ],
  });
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(completion.choices[0].message.content);
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
