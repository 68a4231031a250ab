import express from 'express';
import axios from 'axios';
import { answer } from './answer.js';
import { choose } from './personalities.js';

const app = express();
app.use(express.json());

app.post('/webhook', async (req, res) => {
  res.sendStatus(200);
  const message = req.body.entry[0].changes[0].value.messages?.[0];
  if (!message) return;
  if (message.type === 'interactive') {
    choose(message.from, message.interactive.list_reply.id);
    return;
  }
  const body = await answer(message.from, message.text.body);
  await axios.post(
    `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
    { messaging_product: 'whatsapp', to: message.from, text: { body } },
    { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
  );
});

app.listen(3000);
