import OpenAI from 'openai';

const openai = new OpenAI();
const GYM = 'You are the front desk of Peak Gym. Answer members about classes, opening hours and contracts. Do not answer anything else.';

export const handler = async (event: { to: string; text: string }) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: GYM },
      { role: 'user', content: event.text },
    ],
  });
  await fetch(`https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: event.to, text: { body: completion.choices[0].message.content } }),
  });
};
