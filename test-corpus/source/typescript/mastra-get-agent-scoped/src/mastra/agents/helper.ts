import { Agent } from '@mastra/core/agent';
import { openai } from '@ai-sdk/openai';

export const helper = new Agent({
  name: 'Helper',
  instructions: `You are the assistant of Bella Dental Clinic. Help patients with appointments, prices and opening hours. If a question is about anything else, say that you can only help with the clinic.`,
  model: openai('gpt-4o'),
});
