import { GoogleGenerativeAI } from '@google/generative-ai';

const model = new GoogleGenerativeAI(process.env.GEMINI_KEY!).getGenerativeModel({ model: 'gemini-1.5-flash' });

export async function ask(text: string): Promise<string> {
  const result = await model.generateContent(text);
  return result.response.text();
}
