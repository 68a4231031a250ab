import express, { type Request, type Response } from 'express';
import twilio from 'twilio';
import { generateReply } from './services/ai.js';

const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/webhooks/twilio', async (req: Request, res: Response) => {
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(await generateReply(req.body.Body));
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
