const express = require('express');
const cors = require('cors');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(cors());
app.use(express.json());

app.post('/chat', async (req, res) => {
  const { message } = req.body;
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: message }],
  });
  res.json({ reply: completion.choices[0].message.content });
});

app.listen(3001);
