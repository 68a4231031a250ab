import { Agent } from '@mastra/core/agent';
import { openai } from '@ai-sdk/openai';

export const helper = new Agent({
  name: 'Helper',
  instructions: `You are a helpful AI assistant. Answer any question the user asks.`,
  model: openai('gpt-4o'),
});
