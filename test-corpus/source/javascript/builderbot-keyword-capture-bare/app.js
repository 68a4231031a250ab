const { createBot, createProvider, createFlow, addKeyword } = require('@bot-whatsapp/bot');
const BaileysProvider = require('@bot-whatsapp/provider/baileys');
const MockAdapter = require('@bot-whatsapp/database/mock');
const { GoogleGenerativeAI } = require('@google/generative-ai');

const model = new GoogleGenerativeAI(process.env.GEMINI_API_KEY).getGenerativeModel({ model: 'gemini-pro' });

const flowMenu = addKeyword(['hola', 'menu']).addAnswer('Escribe *ia* para hablar con la inteligencia artificial');

const flowIA = addKeyword(['ia']).addAnswer(
  '¿Qué quieres saber?',
  { capture: true },
  async (ctx, { flowDynamic }) => {
    const result = await model.generateContent(ctx.body);
    await flowDynamic(result.response.text());
  },
);

const main = async () => {
  createBot({
    flow: createFlow([flowMenu, flowIA]),
    provider: createProvider(BaileysProvider),
    database: new MockAdapter(),
  });
};

main();
