import axios from 'axios';

export async function sendText(number: string, text: string): Promise<void> {
  await axios.post(
    `${process.env.EVOLUTION_URL}/message/sendText/${process.env.EVOLUTION_INSTANCE}`,
    { number, text },
    { headers: { apikey: process.env.EVOLUTION_KEY } },
  );
}
