const fs = require('fs');
const path = require('path');
const { default: makeWASocket, useMultiFileAuthState } = require('@whiskeysockets/baileys');

const plugins = fs.readdirSync(path.join(__dirname, 'plugins')).map((file) => require(`./plugins/${file}`));

async function start() {
  const { state, saveCreds } = await useMultiFileAuthState('session');
  const conn = makeWASocket({ auth: state });
  conn.ev.on('creds.update', saveCreds);
  conn.ev.on('messages.upsert', async ({ messages }) => {
    const m = messages[0];
    const body = m.message?.conversation || '';
    if (!body.startsWith('.')) return;
    const [command, ...args] = body.slice(1).split(' ');
    m.reply = (text) => conn.sendMessage(m.key.remoteJid, { text }, { quoted: m });
    for (const plugin of plugins) {
      if (plugin.command.test(command)) await plugin(m, { conn, text: args.join(' '), command });
    }
  });
}

start();
