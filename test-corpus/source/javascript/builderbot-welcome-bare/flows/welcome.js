import { addKeyword, EVENTS } from '@builderbot/bot';
import { complete } from '../services/openai.js';

export const welcomeFlow = addKeyword(EVENTS.WELCOME).addAction(async (ctx, { flowDynamic }) => {
  const answer = await complete(ctx.body);
  await flowDynamic(answer);
});
