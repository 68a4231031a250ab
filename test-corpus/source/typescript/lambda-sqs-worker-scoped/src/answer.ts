import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';

const bedrock = new BedrockRuntimeClient({});
const WINERY = 'You are the host of Quinta do Vale winery. Answer visitors about tastings, tours and our wines. Decline other topics.';

export const handler = async (event: { Records: { body: string }[] }) => {
  for (const record of event.Records) {
    const { from, text } = JSON.parse(record.body);
    const result = await bedrock.send(
      new ConverseCommand({
        modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
        system: [{ text: WINERY }],
        messages: [{ role: 'user', content: [{ text }] }],
      }),
    );
    await fetch(`https://graph.facebook.com/v20.0/${process.env.PHONE_ID}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to: from,
        text: { body: result.output?.message?.content?.[0].text },
      }),
    });
  }
};
