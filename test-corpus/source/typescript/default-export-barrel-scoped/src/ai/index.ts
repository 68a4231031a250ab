export { default as ask } from './ask.js';
