import axios from 'axios';
import express from 'express';
import OpenAI from 'openai';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const openai = new OpenAI();
const app = express();
app.use(express.json());

app.post('/evolution/:instance', async (req, res) => {
  res.sendStatus(200);
  const { data } = req.body;
  if (data.key.fromMe) return;
  const where = { instance: req.params.instance };
  const system = (await prisma.tenant.findUniqueOrThrow({ where })).prompt;
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: data.message.conversation },
    ],
  });
  await axios.post(
    `${process.env.EVOLUTION_URL}/message/sendText/${req.params.instance}`,
    { number: data.key.remoteJid, text: completion.choices[0].message.content },
    { headers: { apikey: process.env.EVOLUTION_KEY } },
  );
});

app.listen(3000);
