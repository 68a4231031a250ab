const { default: makeWASocket, useMultiFileAuthState } = require('@whiskeysockets/baileys');
const { isOn, set } = require('./flags');
const { chatbot } = require('./chatbot');

async function start() {
  const { state, saveCreds } = await useMultiFileAuthState('auth');
  const sock = makeWASocket({ auth: state });
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messages.upsert', async ({ messages }) => {
    const [m] = messages;
    const jid = m.key.remoteJid;
    const text = m.message?.conversation || '';
    if (m.key.fromMe || !text) return;
    if (text === '.chatbot on') return set(jid, true);
    if (text === '.chatbot off') return set(jid, false);
    if (text === '.ping') return sock.sendMessage(jid, { text: 'pong' });
    if (isOn(jid)) await chatbot(sock, jid, text);
  });
}

start();
