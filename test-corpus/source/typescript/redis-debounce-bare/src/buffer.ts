import Redis from 'ioredis';
import { answer } from './answer.js';
import { sendText } from './evolution.js';

const redis = new Redis();
const timers = new Map<string, NodeJS.Timeout>();

export async function enqueue(jid: string, text: string): Promise<void> {
  await redis.rpush(`buffer:${jid}`, text);
  clearTimeout(timers.get(jid));
  timers.set(jid, setTimeout(() => flush(jid), 8000));
}

async function flush(jid: string): Promise<void> {
  const parts = await redis.lrange(`buffer:${jid}`, 0, -1);
  await redis.del(`buffer:${jid}`);
  const reply = await answer(parts.join('\n'));
  await sendText(jid, reply);
}
