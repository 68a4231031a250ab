import OpenAI from 'openai';

const openai = new OpenAI();
const instructions = `Tu es le conseiller de la jardinerie Les Quatre Saisons. Tu conseilles nos plantes et nos outils.
Ne réponds pas aux questions sans rapport avec le jardin.`;

export default async function (input: string): Promise<string> {
  const response = await openai.responses.create({ model: 'gpt-4.1-mini', instructions, input });
  return response.output_text;
}
