const { default: makeWASocket, useMultiFileAuthState } = require('@whiskeysockets/baileys');
const Groq = require('groq-sdk');

const groq = new Groq();

async function start() {
  const { state, saveCreds } = await useMultiFileAuthState('auth');
  const sock = makeWASocket({ auth: state });
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messages.upsert', async ({ messages }) => {
    const [m] = messages;
    const body = m.message?.conversation || m.message?.extendedTextMessage?.text || '';
    if (m.key.fromMe || !body.startsWith('/')) return;
    const command = body.split(' ')[0].slice(1);
    const query = body.slice(command.length + 2);
    switch (command) {
      case 'ping':
        await sock.sendMessage(m.key.remoteJid, { text: 'pong' });
        break;
      case 'ai':
      case 'gpt': {
        const completion = await groq.chat.completions.create({
          model: 'llama-3.1-8b-instant',
          messages: [{ role: 'user', content: query }],
        });
        await sock.sendMessage(m.key.remoteJid, { text: completion.choices[0].message.content });
        break;
      }
      default:
        await sock.sendMessage(m.key.remoteJid, { text: '/ping /ai' });
    }
  });
}

start();
