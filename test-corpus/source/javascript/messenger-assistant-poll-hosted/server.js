import express from 'express';
import axios from 'axios';
import { chatWithAssistant } from './openai-service.js';

const app = express();
app.use(express.json());

app.post('/webhook', async (req, res) => {
  if (req.body.object !== 'page') return res.sendStatus(404);
  for (const entry of req.body.entry) {
    const event = entry.messaging[0];
    if (event.message) await handleMessage(event.sender.id, event.message);
  }
  return res.status(200).send('EVENT_RECEIVED');
});

async function handleMessage(psid, received) {
  let text = 'Only text, please.';
  if (received.text) {
    text = await chatWithAssistant(psid, received.text);
  }
  await axios.post(
    'https://graph.facebook.com/v18.0/me/messages',
    { recipient: { id: psid }, message: { text } },
    { params: { access_token: process.env.PAGE_TOKEN } },
  );
}

app.listen(3008);
