const { execFile } = require('child_process');
const { Client } = require('whatsapp-web.js');

const client = new Client();

client.on('message', (message) => {
  execFile('python3', ['model/reply.py', message.body], (error, stdout) => {
    if (error) return console.error(error);
    message.reply(stdout.trim());
  });
});

client.initialize();
