const { makeWASocket, useMultiFileAuthState } = require('@whiskeysockets/baileys');
const OpenAI = require('openai');

const openai = new OpenAI({ baseURL: 'https://api.deepseek.com', apiKey: process.env.DEEPSEEK_KEY });
const COURIER = 'You are the assistant of Zip Couriers. Give prices and pick-up times for parcels. Do not answer other questions.';

async function run() {
  const { state, saveCreds } = await useMultiFileAuthState('auth');
  const sock = makeWASocket({ auth: state });
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messages.upsert', async (upsert) => {
    const message = upsert.messages[0];
    const jid = message.key.remoteJid;
    const text = message.message?.conversation ?? '';
    if (message.key.fromMe || !text) return;
    switch (true) {
      case text.startsWith('/menu'):
        await sock.sendMessage(jid, { text: '/menu /zones' });
        break;
      case text.startsWith('/zones'):
        await sock.sendMessage(jid, { text: 'North, South, Centre' });
        break;
      default: {
        const completion = await openai.chat.completions.create({
          model: 'deepseek-chat',
          messages: [
            { role: 'system', content: COURIER },
            { role: 'user', content: text },
          ],
        });
        await sock.sendMessage(jid, { text: completion.choices[0].message.content });
      }
    }
  });
}

run();
