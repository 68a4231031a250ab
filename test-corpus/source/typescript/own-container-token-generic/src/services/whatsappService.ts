import axios from 'axios';

export class WhatsAppService {
  async send(to: string, body: string): Promise<void> {
    await axios.post(
      `https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`,
      { messaging_product: 'whatsapp', to, text: { body } },
      { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
    );
  }
}
