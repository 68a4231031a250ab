const express = require('express');
const OpenAI = require('openai');
const createAssistant = require('./assistant');
const createWebhook = require('./webhook');
const { createSender } = require('./sender');

const assistant = createAssistant({
  openai: new OpenAI(),
  instructions: 'You are the assistant of Ridge Outdoor Rentals. Rent tents, skis and boots; answer only about our gear and prices.',
});
const sender = createSender(process.env.PHONE_ID, process.env.TOKEN);

const app = express();
app.use(express.json());
app.post('/webhook', createWebhook({ assistant, sender }));
app.listen(3000);
