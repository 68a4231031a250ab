import axios from 'axios';
import express from 'express';
import OpenAI from 'openai';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const openai = new OpenAI();
const app = express();
app.use(express.json());

const DEFAULT_PROMPT = 'Você é um assistente virtual prestativo.';

app.post('/evolution/:instance', async (req, res) => {
  res.sendStatus(200);
  const { data } = req.body;
  if (data.key.fromMe) return;
  const tenant = await prisma.tenant.findUnique({ where: { instance: req.params.instance } });
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: tenant?.prompt ?? DEFAULT_PROMPT },
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
