const { Client } = require('whatsapp-web.js');
const { PythonShell } = require('python-shell');
const client = new Client();
client.on('message', async (msg) => {
  const results = await PythonShell.run('chat.py', { args: [msg.body] });
  msg.reply(results.join('\n'));
});
client.initialize();
