import express from 'express';
import './core/register';
import { container, TOKENS } from './core/container';
import { ConversationService } from './services/conversationService';

const app = express();
app.use(express.json());

app.post('/webhook', async (req, res) => {
  const value = req.body.entry[0].changes[0].value;
  if (value.messages && value.messages.length > 0) {
    const message = value.messages[0];
    const conversation = container.resolve<ConversationService>(TOKENS.CONVERSATION);
    await conversation.handle(message.from, message.text.body);
  }
  res.status(200).json({ status: 'received' });
});

app.listen(3000);
