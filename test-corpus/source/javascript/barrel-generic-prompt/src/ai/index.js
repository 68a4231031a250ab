export * from './chat.js';
export * from './prompts/index.js';
