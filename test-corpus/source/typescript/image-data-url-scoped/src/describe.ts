import OpenAI from 'openai';

const openai = new OpenAI();

const HERBARIUM = 'You name plants for visitors of the Alpine Garden and tell where in the garden they grow. Refuse other questions.';

const toUrl = (image: Buffer): string => `data:image/jpeg;base64,${image.toString('base64')}`;

export async function describe(text: string, image?: Buffer): Promise<string> {
  const content: OpenAI.ChatCompletionContentPart[] = [{ type: 'text', text }];
  if (image) content.push({ type: 'image_url', image_url: { url: toUrl(image) } });
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: HERBARIUM },
      { role: 'user', content },
    ],
  });
  return completion.choices[0].message.content ?? '';
}
