const express = require('express');
const twilio = require('twilio');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.urlencoded({ extended: false }));

const complete = async (system, text) => {
  const result = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
  });
  return result.choices[0].message.content.trim();
};

const reply = async (text) => {
  const intent = await complete('Classify the message: SALES, SUPPORT or GENERAL. Reply with the label only.', text);
  switch (intent) {
    case 'SALES':
      return complete('You sell the internet plans of FibraSur. Recommend a plan and take the address. Only talk about plans.', text);
    case 'SUPPORT':
      return complete('You are technical support of FibraSur. Help with the router and outages. Decline other topics.', text);
    default:
      return complete('You are a friendly assistant. Answer the question, whatever the topic.', text);
  }
};

app.post('/wa', async (req, res) => {
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(await reply(req.body.Body));
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
