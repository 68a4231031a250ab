import { Queue } from 'bullmq';

export const connection = { host: 'redis', port: 6379 };
export const replies = new Queue('replies', { connection });
