const express = require('express');
const axios = require('axios');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.json());

const handlers = {
  horario: async () => 'Lunes a viernes de 9 a 18.',
  direccion: async () => 'Av. Corrientes 1234.',
};

const fallback = async (text) => {
  const result = await openai.responses.create({ model: 'gpt-4.1-mini', input: text });
  return result.output_text;
};

app.post('/webhook', async (req, res) => {
  res.sendStatus(200);
  const message = req.body.entry[0].changes[0].value.messages?.[0];
  if (!message) return;
  const text = message.text.body;
  const handle = handlers[text.trim().toLowerCase()] ?? fallback;
  const body = await handle(text);
  await axios.post(
    `https://graph.facebook.com/v19.0/${process.env.PHONE_ID}/messages`,
    { messaging_product: 'whatsapp', to: message.from, type: 'text', text: { body } },
    { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
  );
});

app.listen(3000);
