const axios = require('axios');

exports.createSender = (phoneId, token) => ({
  text: (to, body) =>
    axios.post(
      `https://graph.facebook.com/v20.0/${phoneId}/messages`,
      { messaging_product: 'whatsapp', to, text: { body } },
      { headers: { Authorization: `Bearer ${token}` } },
    ),
});
