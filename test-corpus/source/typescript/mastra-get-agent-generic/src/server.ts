import express from 'express';
import { mastra } from './mastra';
import { sendWhatsAppMessage } from './whatsapp';

const app = express();
app.use(express.json());
app.post('/webhook', async (req, res) => {
  const message = req.body.entry[0].changes[0].value.messages[0];
  const agent = mastra.getAgent('helper');
  const result = await agent.generate(message.text.body, { resourceId: message.from, threadId: message.from });
  await sendWhatsAppMessage(message.from, result.text);
  res.sendStatus(200);
});
app.listen(3000);
