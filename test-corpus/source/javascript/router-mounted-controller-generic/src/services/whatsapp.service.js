const axios = require('axios');

exports.send = (to, body) =>
  axios({
    method: 'POST',
    url: `https://graph.facebook.com/v19.0/${process.env.PHONE_ID}/messages`,
    headers: { Authorization: `Bearer ${process.env.TOKEN}` },
    data: { messaging_product: 'whatsapp', to, text: { body } },
  });
