import { Agent } from '@mastra/core/agent';
import { openai } from '@ai-sdk/openai';

export const helper = new Agent({
  name: 'helper',
  instructions: 'You are a helpful assistant. Answer any question as well as you can.',
  model: openai('gpt-4o-mini'),
});
