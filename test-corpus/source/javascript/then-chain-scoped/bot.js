const TelegramBot = require('node-telegram-bot-api');
const { Configuration, OpenAIApi } = require('openai');

const bot = new TelegramBot(process.env.TELEGRAM_TOKEN, { polling: true });
const openai = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

const FLORIST = 'You take orders for Petal & Stem, a florist in Cork: bouquets, prices, delivery. Refuse questions about anything else.';

bot.on('message', (msg) => {
  generate(msg.text)
    .then((answer) => bot.sendMessage(msg.chat.id, answer))
    .catch((error) => console.error(error));
});

function generate(text) {
  const messages = [
    { role: 'system', content: FLORIST },
    { role: 'user', content: text },
  ];
  return openai
    .createChatCompletion({ model: 'gpt-3.5-turbo', messages })
    .then((response) => response.data.choices[0].message.content);
}
