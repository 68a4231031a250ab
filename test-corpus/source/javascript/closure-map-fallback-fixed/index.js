const express = require('express');
const axios = require('axios');

const app = express();
app.use(express.json());

const handlers = {
  horario: async () => 'Lunes a viernes de 9 a 18.',
  direccion: async () => 'Av. Corrientes 1234.',
};

const fallback = async () => 'Escribe *horario* o *direccion*.';

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
