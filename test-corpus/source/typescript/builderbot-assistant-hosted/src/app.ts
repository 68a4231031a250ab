import { addKeyword, createBot, createFlow, createProvider, EVENTS, MemoryDB } from '@builderbot/bot';
import { MetaProvider } from '@builderbot/provider-meta';
import { toAsk } from '@builderbot-plugins/openai-assistants';

const welcome = addKeyword(EVENTS.WELCOME).addAction(async (ctx, { flowDynamic, state }) => {
  const response = await toAsk(process.env.ASSISTANT_ID ?? '', ctx.body, state);
  await flowDynamic([{ body: response }]);
});

await createBot({
  flow: createFlow([welcome]),
  provider: createProvider(MetaProvider, {
    jwtToken: process.env.JWT_TOKEN,
    numberId: process.env.NUMBER_ID,
    verifyToken: process.env.VERIFY_TOKEN,
    version: 'v20.0',
  }),
  database: new MemoryDB(),
});
