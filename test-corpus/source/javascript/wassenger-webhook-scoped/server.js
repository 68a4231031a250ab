import express from 'express';
import { reply } from './bot.js';

const app = express();
app.use(express.json());

app.post('/webhook', (req, res) => {
  const { event, data } = req.body;
  if (event === 'message:in:new' && data.chat.type === 'chat') {
    reply(data).catch(console.error);
  }
  res.send({ ok: true });
});

app.listen(8080);
