export interface Config {
  readonly model: string;
  readonly prompt: string;
  readonly token: string;
}

export const config: Config = {
  model: process.env.MODEL ?? 'gpt-4o-mini',
  prompt: process.env.PROMPT ?? 'You are the concierge of Hotel Belvedere. Answer guests about rooms, spa and restaurant. Decline other topics.',
  token: process.env.TOKEN ?? '',
};
