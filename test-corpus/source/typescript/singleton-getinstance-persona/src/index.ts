import express from 'express';
import twilio from 'twilio';
import { Ai } from './ai';

const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/wa', async (req, res) => {
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(await Ai.getInstance().talk(req.body.Body));
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
