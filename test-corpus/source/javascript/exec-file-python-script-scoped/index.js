const TelegramBot = require('node-telegram-bot-api');
const { execFile } = require('child_process');
const util = require('util');
const run = util.promisify(execFile);
const bot = new TelegramBot(process.env.T, { polling: true });
bot.on('message', async (msg) => {
  const { stdout } = await run('python3', ['scripts/ask.py', msg.text]);
  bot.sendMessage(msg.chat.id, stdout.trim());
});
