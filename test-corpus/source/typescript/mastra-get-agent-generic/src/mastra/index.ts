import { Mastra } from '@mastra/core';
import { helper } from './agents/helper';

export const mastra = new Mastra({ agents: { helper } });
