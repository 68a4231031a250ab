export default {
  async fetch(request, env) {
    const update = await request.json();
    const text = update.message?.text;
    if (!text) return new Response('ok');
    const result = await env.AI.run('@cf/meta/llama-3.1-8b-instruct', {
      messages: [{ role: 'user', content: text }],
    });
    await fetch(`https://api.telegram.org/bot${env.BOT_TOKEN}/sendMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ chat_id: update.message.chat.id, text: result.response }),
    });
    return new Response('ok');
  },
};
