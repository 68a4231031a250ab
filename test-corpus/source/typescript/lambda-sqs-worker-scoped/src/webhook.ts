import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient({});

export const handler = async (event: { body: string }) => {
  const body = JSON.parse(event.body);
  const message = body.entry[0].changes[0].value.messages?.[0];
  if (message?.text) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/messages',
        MessageBody: JSON.stringify({ from: message.from, text: message.text.body }),
      }),
    );
  }
  return { statusCode: 200 };
};
