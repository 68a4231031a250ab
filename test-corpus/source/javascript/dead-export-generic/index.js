const express = require('express');
const twilio = require('twilio');
const { answerStore } = require('./ai');

const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/wa', async (req, res) => {
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(await answerStore(req.body.Body));
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
