const fs = require('fs');
const path = require('path');
const { default: makeWASocket, useMultiFileAuthState } = require('@whiskeysockets/baileys');
const { commands } = require('./lib');
const config = require('./config');

for (const file of fs.readdirSync(path.join(__dirname, 'plugins'))) require(path.join(__dirname, 'plugins', file));

async function start() {
  const { state, saveCreds } = await useMultiFileAuthState('session');
  const sock = makeWASocket({ auth: state });
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messages.upsert', async ({ messages }) => {
    const [raw] = messages;
    const body = raw.message?.conversation || '';
    if (!body.startsWith('.')) return;
    const msg = { jid: raw.key.remoteJid, reply: (text) => sock.sendMessage(raw.key.remoteJid, { text }, { quoted: raw }) };
    for (const command of commands) {
      const match = body.slice(1).match(new RegExp(`^${command.pattern}$`, 'is'));
      if (match) await command.run(msg, match[1], { config });
    }
  });
}

start();
