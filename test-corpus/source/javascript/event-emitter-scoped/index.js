const { default: makeWASocket, useMultiFileAuthState } = require('@whiskeysockets/baileys');
const bus = require('./bus');
require('./responder');

async function connect() {
  const { state, saveCreds } = await useMultiFileAuthState('session');
  const sock = makeWASocket({ auth: state });
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messages.upsert', ({ messages }) => {
    const m = messages[0];
    if (!m.message || m.key.fromMe) return;
    bus.emit('incoming', {
      text: m.message.conversation,
      reply: (text) => sock.sendMessage(m.key.remoteJid, { text }, { quoted: m }),
    });
  });
}

connect();
