import axios from 'axios';
import express from 'express';
import OpenAI from 'openai';

const openai = new OpenAI();
const app = express();
app.use(express.json());

app.post('/chatwoot', async (req, res) => {
  res.sendStatus(200);
  const { event, message_type, content, conversation, account } = req.body;
  if (event !== 'message_created' || message_type !== 'incoming') return;
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'Suggest an answer for the agent who handles this ticket.' },
      { role: 'user', content },
    ],
  });
  await axios.post(
    `${process.env.CHATWOOT_URL}/api/v1/accounts/${account.id}/conversations/${conversation.id}/messages`,
    { content: completion.choices[0].message.content, message_type: 'outgoing', private: true },
    { headers: { api_access_token: process.env.CHATWOOT_TOKEN } },
  );
});

app.listen(3000);
