import { serve } from 'https://deno.land/std@0.224.0/http/server.ts';
import { answer } from './ai.ts';

serve(async (req: Request) => {
  const form = await req.formData();
  const text = String(form.get('Body'));
  const reply = await answer(text);
  return new Response(`<?xml version="1.0"?><Response><Message>${reply}</Message></Response>`, {
    headers: { 'Content-Type': 'text/xml' },
  });
});
