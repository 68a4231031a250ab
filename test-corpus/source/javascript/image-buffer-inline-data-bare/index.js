const { default: makeWASocket, useMultiFileAuthState, downloadMediaMessage } = require('@whiskeysockets/baileys');
const { GoogleGenerativeAI } = require('@google/generative-ai');

const model = new GoogleGenerativeAI(process.env.GEMINI_KEY).getGenerativeModel({ model: 'gemini-1.5-flash' });

async function ask(text, image) {
  const parts = [{ text }];
  if (image) parts.push({ inlineData: { mimeType: 'image/jpeg', data: image.toString('base64') } });
  const result = await model.generateContent(parts);
  return result.response.text();
}

async function start() {
  const { state, saveCreds } = await useMultiFileAuthState('auth');
  const sock = makeWASocket({ auth: state });
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messages.upsert', async ({ messages }) => {
    const m = messages[0];
    if (!m.message || m.key.fromMe) return;
    const text = m.message.conversation || m.message.imageMessage?.caption || '';
    const image = m.message.imageMessage ? await downloadMediaMessage(m, 'buffer', {}) : null;
    await sock.sendMessage(m.key.remoteJid, { text: await ask(text, image) });
  });
}

start();
