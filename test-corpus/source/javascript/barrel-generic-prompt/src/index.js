import wweb from 'whatsapp-web.js';
import qrcode from 'qrcode-terminal';
import { chat } from './ai/index.js';

const { Client, LocalAuth } = wweb;
const client = new Client({ authStrategy: new LocalAuth() });

client.on('qr', (qr) => qrcode.generate(qr, { small: true }));

client.on('message', async (message) => {
  if (message.fromMe || message.from === 'status@broadcast') return;
  await message.reply(await chat(message.body));
});

client.initialize();
