const { spawn } = require('child_process');
const { Client } = require('whatsapp-web.js');

const client = new Client();

function ask(text) {
  return new Promise((resolve, reject) => {
    const script = spawn('python3', ['model/reply.py', text]);
    let output = '';
    script.stdout.on('data', (data) => {
      output += data.toString();
    });
    script.on('close', () => resolve(output.trim()));
    script.on('error', reject);
  });
}

client.on('message', async (message) => {
  await message.reply(await ask(message.body));
});

client.initialize();
