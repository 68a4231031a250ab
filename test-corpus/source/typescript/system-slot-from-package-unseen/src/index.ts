import axios from 'axios';
import express from 'express';
import { answer } from './answer';

const app = express();
app.use(express.json());

app.post('/webhook', async (req, res) => {
  res.sendStatus(200);
  const message = req.body.entry[0].changes[0].value.messages?.[0];
  if (!message?.text) return;
  const body = await answer(message.from, [{ role: 'user', content: message.text.body }]);
  await axios.post(
    `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
    { messaging_product: 'whatsapp', to: message.from, text: { body } },
    { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
  );
});

app.listen(3000);
