import OpenAI from 'npm:openai@4';

const openai = new OpenAI({ apiKey: Deno.env.get('OPENAI_API_KEY') });

const SYSTEM = `Du bist die Assistentin der Tanzschule Schritt für Schritt.
Du nennst Kurse, Preise und freie Plätze und meldest Paare an.
Bei Fragen, die nichts mit der Tanzschule zu tun haben, lehne freundlich ab.`;

Deno.serve(async (req) => {
  const { text } = await req.json();
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: text },
    ],
  });
  return Response.json({ reply: completion.choices[0].message.content });
});
