const express = require('express');
const { WebhookClient } = require('dialogflow-fulfillment');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.json());

app.post('/fulfillment', (request, response) => {
  const agent = new WebhookClient({ request, response });

  function welcome() {
    agent.add('Welcome to the salon!');
  }

  async function fallback() {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: agent.query }],
    });
    agent.add(completion.choices[0].message.content);
  }

  const intents = new Map();
  intents.set('Default Welcome Intent', welcome);
  intents.set('Default Fallback Intent', fallback);
  agent.handleRequest(intents);
});

app.listen(3000);
