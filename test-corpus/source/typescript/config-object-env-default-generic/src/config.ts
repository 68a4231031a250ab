export interface Config {
  readonly model: string;
  readonly prompt: string;
  readonly token: string;
}

export const config: Config = {
  model: process.env.MODEL ?? 'gpt-4o-mini',
  prompt: process.env.PROMPT ?? 'You are a helpful assistant that can talk about any topic.',
  token: process.env.TOKEN ?? '',
};
