const express = require('express');
const OpenAI = require('openai');
const createAssistant = require('./assistant');
const createWebhook = require('./webhook');
const { createSender } = require('./sender');

const assistant = createAssistant({ openai: new OpenAI() });
const sender = createSender(process.env.PHONE_ID, process.env.TOKEN);

const app = express();
app.use(express.json());
app.post('/webhook', createWebhook({ assistant, sender }));
app.listen(3000);
