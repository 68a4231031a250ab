const express = require('express');
const OpenAI = require('openai');

const app = express();
const openai = new OpenAI();
app.use(express.json());

app.post('/api/write', async (req, res) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: req.body.text }],
  });
  res.json({ text: completion.choices[0].message.content });
});

app.listen(3000);
