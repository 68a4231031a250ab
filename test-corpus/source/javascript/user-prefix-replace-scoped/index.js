const express = require('express');
const axios = require('axios');
const { GoogleGenerativeAI } = require('@google/generative-ai');

const model = new GoogleGenerativeAI(process.env.KEY).getGenerativeModel({ model: 'gemini-1.5-flash' });
const app = express();
app.use(express.json());

const TEMPLATE = `तुम "शर्मा ट्रैक्टर पार्ट्स" दुकान के सहायक हो। You help customers of Sharma Tractor Parts find spare parts and prices.
Only answer questions about tractor parts.
Customer: {{message}}`;

app.post('/wati', async (req, res) => {
  res.sendStatus(200);
  const { eventType, owner, waId, text } = req.body;
  if (eventType !== 'message' || owner) return;
  const result = await model.generateContent(TEMPLATE.replace('{{message}}', text));
  await axios.post(`${process.env.WATI_URL}/api/v1/sendSessionMessage/${waId}`, null, {
    params: { messageText: result.response.text() },
    headers: { Authorization: process.env.WATI_TOKEN },
  });
});

app.listen(3000);
