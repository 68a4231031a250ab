import type { NextApiRequest, NextApiResponse } from 'next';
import Anthropic from '@anthropic-ai/sdk';
import { twiml } from 'twilio';

const anthropic = new Anthropic();

const KENNEL = `You are the assistant of Barkley Kennels.
You book stays for dogs, give prices and explain vaccination rules.
If a message is about anything else, say you can only help with the kennels.`;

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const message = await anthropic.messages.create({
    model: 'claude-3-5-haiku-latest',
    max_tokens: 500,
    system: KENNEL,
    messages: [{ role: 'user', content: req.body.Body }],
  });
  const reply = new twiml.MessagingResponse();
  const [block] = message.content;
  reply.message(block.type === 'text' ? block.text : '');
  res.setHeader('Content-Type', 'text/xml');
  res.status(200).send(reply.toString());
}
