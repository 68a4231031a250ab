const { LLM } = require('./settings');

async function complete(text) {
  const response = await fetch(LLM.URI, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${LLM.KEY}` },
    body: JSON.stringify({
      model: LLM.MODEL,
      messages: [
        { role: 'system', content: 'You are a friendly assistant. Keep it short.' },
        { role: 'user', content: text },
      ],
    }),
  });
  const data = await response.json();
  return data.choices[0].message.content.trim();
}

module.exports = { complete };
