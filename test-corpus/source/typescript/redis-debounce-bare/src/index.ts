import express from 'express';
import { enqueue } from './buffer.js';

const app = express();
app.use(express.json());

app.post('/webhook/evolution', async (req, res) => {
  const { event, data } = req.body;
  if (event === 'messages.upsert' && !data.key.fromMe) {
    await enqueue(data.key.remoteJid, data.message.conversation);
  }
  res.sendStatus(200);
});

app.listen(3000);
