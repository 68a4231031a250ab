import { createClient } from 'https://esm.sh/@supabase/supabase-js@2';

const supabase = createClient(Deno.env.get('SUPABASE_URL')!, Deno.env.get('SUPABASE_SERVICE_ROLE_KEY')!);

Deno.serve(async (req) => {
  const body = await req.json();
  const message = body.entry?.[0]?.changes?.[0]?.value?.messages?.[0];
  if (message?.text?.body) {
    const { data } = await supabase.functions.invoke('generate-reply', {
      body: { text: message.text.body },
    });
    await fetch(`https://graph.facebook.com/v20.0/${Deno.env.get('PHONE_ID')}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${Deno.env.get('WA_TOKEN')}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: message.from, text: { body: data.reply } }),
    });
  }
  return new Response('ok');
});
