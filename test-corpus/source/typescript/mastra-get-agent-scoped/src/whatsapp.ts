import axios from 'axios';

export async function sendWhatsAppMessage(to: string, body: string) {
  await axios.post(`https://graph.facebook.com/v20.0/${process.env.PHONE_NUMBER_ID}/messages`, {
    messaging_product: 'whatsapp', to, text: { body },
  }, { headers: { Authorization: `Bearer ${process.env.TOKEN}` } });
}
