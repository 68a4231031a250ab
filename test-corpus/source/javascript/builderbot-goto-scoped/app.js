import { createBot, createFlow, createProvider, MemoryDB } from '@builderbot/bot';
import { BaileysProvider } from '@builderbot/provider-baileys';
import { welcomeFlow, talkFlow } from './flows.js';

const main = async () => {
  await createBot({
    flow: createFlow([welcomeFlow, talkFlow]),
    provider: createProvider(BaileysProvider),
    database: new MemoryDB(),
  });
};

main();
