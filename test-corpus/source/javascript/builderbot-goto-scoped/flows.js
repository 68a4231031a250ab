import { addKeyword, EVENTS } from '@builderbot/bot';
import OpenAI from 'openai';

const openai = new OpenAI();

const PROMPT = `Eres el vendedor de Autos del Valle. Muestras los coches en stock, agendas pruebas de manejo y
explicas la financiación. Si preguntan otra cosa, di que solo puedes ayudar con los coches.`;

export const talkFlow = addKeyword(EVENTS.ACTION)
  .addAction({ capture: true }, async (ctx, { flowDynamic, fallBack }) => {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: PROMPT },
        { role: 'user', content: ctx.body },
      ],
    });
    await flowDynamic(completion.choices[0].message.content);
    return fallBack();
  });

export const welcomeFlow = addKeyword(EVENTS.WELCOME)
  .addAnswer('Hola, bienvenido a Autos del Valle.')
  .addAction(async (_, { gotoFlow }) => gotoFlow(talkFlow));
