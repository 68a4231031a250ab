import express from 'express';
import { replies } from './queue.js';

const app = express();
app.use(express.json());

app.post('/webhook', async (req, res) => {
  const value = req.body.entry[0].changes[0].value;
  if (value.messages) {
    const [message] = value.messages;
    await replies.add('reply', { to: message.from, text: message.text.body });
  }
  res.sendStatus(200);
});

app.listen(3000);
