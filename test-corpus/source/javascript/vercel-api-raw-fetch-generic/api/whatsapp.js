const PROMPT = 'Eres una IA amigable. Responde cualquier pregunta que te hagan por WhatsApp.';

export default async function handler(req, res) {
  const { Body } = req.body;
  const response = await fetch('https://api.openai.com/v1/chat/completions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: PROMPT },
        { role: 'user', content: Body },
      ],
    }),
  });
  const data = await response.json();
  const text = data.choices[0].message.content;
  res.setHeader('Content-Type', 'text/xml');
  res.status(200).send(`<Response><Message>${text}</Message></Response>`);
}
