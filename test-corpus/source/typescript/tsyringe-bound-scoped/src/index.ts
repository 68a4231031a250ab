import 'reflect-metadata';
import express from 'express';
import twilio from 'twilio';
import { container } from 'tsyringe';
import { MessageHandler } from './handler.js';
import { ShopResponder } from './shop-responder.js';

container.register('Responder', { useClass: ShopResponder });
const handler = container.resolve(MessageHandler);

const app = express();
app.use(express.urlencoded({ extended: false }));
app.post('/wa', async (req, res) => {
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(await handler.handle(req.body.Body));
  res.type('text/xml').send(twiml.toString());
});
app.listen(3000);
