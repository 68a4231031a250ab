const express = require('express');
const twilio = require('twilio');
const { GoogleGenerativeAI } = require('@google/generative-ai');

const model = new GoogleGenerativeAI(process.env.GEMINI_KEY).getGenerativeModel({ model: 'gemini-1.5-pro' });
const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/wa', async (req, res) => {
  const chat = model.startChat({ history: [], generationConfig: { maxOutputTokens: 300 } });
  const result = await chat.sendMessage(req.body.Body);
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(result.response.text());
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
