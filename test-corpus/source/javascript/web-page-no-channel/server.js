const express = require('express');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.json());
app.use(express.static('public'));

app.post('/api/headline', async (req, res) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: `Write five headlines for: ${req.body.article}` }],
  });
  res.json({ headlines: completion.choices[0].message.content.split('\n') });
});

app.listen(3000);
