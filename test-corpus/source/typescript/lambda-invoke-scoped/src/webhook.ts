import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

const lambda = new LambdaClient({});

export const handler = async (event: { body: string }) => {
  const message = JSON.parse(event.body).entry[0].changes[0].value.messages?.[0];
  if (message?.text) {
    await lambda.send(
      new InvokeCommand({
        FunctionName: 'gym-answer',
        InvocationType: 'Event',
        Payload: JSON.stringify({ to: message.from, text: message.text.body }),
      }),
    );
  }
  return { statusCode: 200 };
};
