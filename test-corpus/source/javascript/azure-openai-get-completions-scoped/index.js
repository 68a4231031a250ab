const { OpenAIClient, AzureKeyCredential } = require('@azure/openai');
const { ActivityHandler } = require('botbuilder');

const openai = new OpenAIClient(process.env.EP, new AzureKeyCredential(process.env.K));

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const r = await openai.getChatCompletions('gpt-35', [
        { role: 'system', content: 'You are the booking assistant of Hotel Miramar. Only help guests with rooms, rates and reservations; refuse anything else.' },
        { role: 'user', content: context.activity.text },
      ]);
      await context.sendActivity(r.choices[0].message.content);
      await next();
    });
  }
}
module.exports.EchoBot = EchoBot;
