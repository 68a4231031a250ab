const express = require('express');
const twilio = require('twilio');
const { GoogleGenerativeAI } = require('@google/generative-ai');

const model = new GoogleGenerativeAI(process.env.GEMINI_KEY).getGenerativeModel({ model: 'gemini-1.5-pro' });
const app = express();
app.use(express.urlencoded({ extended: false }));

const primer = [
  {
    role: 'user',
    parts: [{ text: 'You are the librarian of Accra Community Library. Only answer questions about our books, loans and events.' }],
  },
  { role: 'model', parts: [{ text: 'Understood.' }] },
];

app.post('/wa', async (req, res) => {
  const chat = model.startChat({ history: primer });
  const result = await chat.sendMessage(req.body.Body);
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(result.response.text());
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
