const express = require('express');
const axios = require('axios');
const OpenAI = require('openai');
const Account = require('./account');

const openai = new OpenAI();
const app = express();
app.use(express.json());

app.post('/webhook/:account', async (req, res) => {
  res.sendStatus(200);
  const message = req.body.entry[0].changes[0].value.messages?.[0];
  if (!message?.text) return;
  const account = await Account.findById(req.params.account);
  const prompt = account.prompt || 'Eres un asistente útil.';
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: prompt },
      { role: 'user', content: message.text.body },
    ],
  });
  await axios.post(
    `https://graph.facebook.com/v20.0/${account.phoneId}/messages`,
    { messaging_product: 'whatsapp', to: message.from, text: { body: completion.choices[0].message.content } },
    { headers: { Authorization: `Bearer ${account.token}` } },
  );
});

app.listen(3000);
