import axios from 'axios';
import express from 'express';
import { claude } from '@/ai/claude';

const app = express();
app.use(express.json());

app.post('/webhook', async (req, res) => {
  const message = req.body.entry[0].changes[0].value.messages?.[0];
  res.sendStatus(200);
  if (!message?.text) return;
  const body = await claude(message.text.body);
  await axios.post(
    `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
    { messaging_product: 'whatsapp', to: message.from, text: { body } },
    { headers: { Authorization: `Bearer ${process.env.WHATSAPP_TOKEN}` } },
  );
});

app.listen(3000);
