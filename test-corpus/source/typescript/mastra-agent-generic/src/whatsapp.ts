export async function reply(to: string, body: string): Promise<void> {
  await fetch(`https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to, text: { body } }),
  });
}
