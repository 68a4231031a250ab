import { createBot, createFlow, createProvider, MemoryDB } from '@builderbot/bot';
import { BaileysProvider } from '@builderbot/provider-baileys';
import { welcomeFlow } from './flows/welcome.js';
import { hoursFlow } from './flows/hours.js';

const main = async () => {
  await createBot({
    flow: createFlow([hoursFlow, welcomeFlow]),
    provider: createProvider(BaileysProvider),
    database: new MemoryDB(),
  });
};

main();
