import OpenAI from 'openai';

const openai = new OpenAI();

export default async function (input: string): Promise<string> {
  const response = await openai.responses.create({ model: 'gpt-4.1-mini', input });
  return response.output_text;
}
