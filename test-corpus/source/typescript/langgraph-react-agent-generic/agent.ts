import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatAnthropic } from '@langchain/anthropic';
import { MemorySaver } from '@langchain/langgraph';
import { TavilySearch } from '@langchain/tavily';

export const agent = createReactAgent({
  llm: new ChatAnthropic({ model: 'claude-sonnet-4-0' }),
  tools: [new TavilySearch()],
  checkpointSaver: new MemorySaver(),
  prompt: 'You are a friendly assistant. Talk about anything the user likes.',
});
