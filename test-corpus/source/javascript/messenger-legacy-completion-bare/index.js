const express = require('express');
const request = require('request');
const { Configuration, OpenAIApi } = require('openai');

const openai = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_KEY }));
const app = express();
app.use(express.json());

app.post('/webhook', (req, res) => {
  if (req.body.object === 'page') {
    req.body.entry.forEach((entry) => {
      const event = entry.messaging[0];
      if (event.message) answer(event.sender.id, event.message.text);
    });
  }
  res.status(200).send('EVENT_RECEIVED');
});

async function answer(psid, text) {
  const completion = await openai.createCompletion({ model: 'text-davinci-003', prompt: text, max_tokens: 250 });
  callSendAPI(psid, { text: completion.data.choices[0].text });
}

function callSendAPI(psid, message) {
  request({
    uri: 'https://graph.facebook.com/v2.6/me/messages',
    qs: { access_token: process.env.PAGE_TOKEN },
    method: 'POST',
    json: { recipient: { id: psid }, message },
  });
}

app.listen(1337);
