const fs = require('fs');
const path = require('path');
const { Client, LocalAuth } = require('whatsapp-web.js');

const commands = new Map();
const folder = path.join(__dirname, 'commands');
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.js'))) {
  const command = require(path.join(folder, file));
  commands.set(command.name, command);
}

const client = new Client({ authStrategy: new LocalAuth() });

client.on('message', async (message) => {
  if (!message.body.startsWith('!')) return;
  const [name, ...args] = message.body.slice(1).split(' ');
  const command = commands.get(name);
  if (command) await command.execute(message, args);
});

client.initialize();
