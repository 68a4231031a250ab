import makeWASocket, { useMultiFileAuthState } from '@whiskeysockets/baileys';
import { ChatModel } from './models/chat-model';

const model = new ChatModel();

async function start() {
  const { state, saveCreds } = await useMultiFileAuthState('auth');
  const sock = makeWASocket({ auth: state });
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messages.upsert', async ({ messages }) => {
    const message = messages[0];
    const text = message.message?.conversation;
    if (!text || message.key.fromMe) return;
    await model.sendMessage(message.key.remoteJid!, text, async (answer) => {
      await sock.sendMessage(message.key.remoteJid!, { text: answer });
    });
  });
}

start();
