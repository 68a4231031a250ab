import makeWASocket, { useMultiFileAuthState } from '@whiskeysockets/baileys';
import { personalities } from './personalities.js';

const { state, saveCreds } = await useMultiFileAuthState('auth');
const sock = makeWASocket({ auth: state });
sock.ev.on('creds.update', saveCreds);

sock.ev.on('messages.upsert', async ({ messages }) => {
  for (const m of messages) {
    const text = m.message?.conversation;
    if (!text || m.key.fromMe) continue;
    const key = m.key.remoteJid!.endsWith('@g.us') ? 'group' : 'private';
    const answer = await personalities[key].answer(text);
    await sock.sendMessage(m.key.remoteJid!, { text: answer });
  }
});
