require('dotenv').config();
const express = require('express');
const { MessagingResponse } = require('twilio').twiml;
const { ask } = require('./lib/openai');

const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/whatsapp', async (req, res) => {
  const twiml = new MessagingResponse();
  twiml.message(await ask(req.body.Body));
  res.type('text/xml').send(twiml.toString());
});

app.listen(process.env.PORT || 3000);
