import OpenAI from 'openai';

const openai = new OpenAI();
const TAILOR =
  'You are the assistant of Ng & Sons Tailors in Hong Kong. Take measurements, quote suits and book fittings. Only talk about tailoring.';

export async function POST(request: Request) {
  const { from, text } = await request.json();
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: TAILOR },
      { role: 'user', content: text },
    ],
  });
  await fetch(`https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      to: from,
      text: { body: completion.choices[0].message.content },
    }),
  });
  return Response.json({ ok: true });
}
