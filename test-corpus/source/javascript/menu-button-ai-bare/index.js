const express = require('express');
const axios = require('axios');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.json());
const modes = new Map();

const send = (to, payload) =>
  axios.post(
    `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
    { messaging_product: 'whatsapp', to, ...payload },
    { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
  );

const menu = (to) =>
  send(to, {
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'How can we help?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'hours', title: 'Opening hours' } },
          { type: 'reply', reply: { id: 'ai', title: 'Ask the AI' } },
        ],
      },
    },
  });

app.post('/webhook', async (req, res) => {
  res.sendStatus(200);
  const message = req.body.entry[0].changes[0].value.messages?.[0];
  if (!message) return;
  const from = message.from;
  if (message.type === 'interactive') {
    const id = message.interactive.button_reply.id;
    if (id === 'hours') {
      await send(from, { type: 'text', text: { body: 'Mon-Sat 8-20' } });
    } else if (id === 'ai') {
      modes.set(from, 'ai');
      await send(from, { type: 'text', text: { body: 'Go ahead!' } });
    }
    return;
  }
  if (modes.get(from) === 'ai') {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: message.text.body }],
    });
    await send(from, { type: 'text', text: { body: completion.choices[0].message.content } });
    return;
  }
  await menu(from);
});

app.listen(3000);
