import { Agent } from '@mastra/core/agent';
import { openai } from '@ai-sdk/openai';

export const sommelier = new Agent({
  name: 'sommelier',
  instructions: [
    'You advise customers of Bodega Luna on the wines in our shop.',
    'Suggest bottles, food pairings and gift boxes.',
    'If a question is not about wine or an order, decline politely.',
  ],
  model: openai('gpt-4o-mini'),
});
