import express from 'express';
import axios from 'axios';
import Brain from './brain.js';

const app = express();
app.use(express.json());
const brain = new Brain(process.env.GEMINI_API_KEY);

app.post('/webhook', async (req, res) => {
  res.sendStatus(200);
  const message = req.body.entry?.[0]?.changes?.[0]?.value?.messages?.[0];
  if (message?.type !== 'text') return;
  const text = await brain.think(message.text.body);
  await axios.post(
    `https://graph.facebook.com/v20.0/${process.env.PHONE_NUMBER_ID}/messages`,
    { messaging_product: 'whatsapp', to: message.from, text: { body: text } },
    { headers: { Authorization: `Bearer ${process.env.WA_TOKEN}` } },
  );
});

app.listen(8080);
