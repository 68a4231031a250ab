const { default: makeWASocket, useMultiFileAuthState, DisconnectReason } = require('@whiskeysockets/baileys');
const axios = require('axios');
const OpenAI = require('openai');

const openai = new OpenAI();
const prefix = '.';

const quotes = ['Keep going.', 'Small steps count.', 'Rest is work too.'];

async function connect() {
  const { state, saveCreds } = await useMultiFileAuthState('./session');
  const sock = makeWASocket({ auth: state, printQRInTerminal: true });

  sock.ev.on('connection.update', ({ connection, lastDisconnect }) => {
    if (connection === 'close' && lastDisconnect?.error?.output?.statusCode !== DisconnectReason.loggedOut) connect();
  });
  sock.ev.on('creds.update', saveCreds);

  sock.ev.on('messages.upsert', async ({ messages, type }) => {
    if (type !== 'notify') return;
    const msg = messages[0];
    if (!msg.message || msg.key.fromMe) return;
    const from = msg.key.remoteJid;
    const body =
      msg.message.conversation || msg.message.extendedTextMessage?.text || msg.message.imageMessage?.caption || '';
    if (!body.startsWith(prefix)) return;
    const args = body.slice(prefix.length).trim().split(/ +/);
    const command = args.shift().toLowerCase();
    const reply = (text) => sock.sendMessage(from, { text }, { quoted: msg });

    if (command === 'menu') {
      await reply('.ping .quote .dollar .ai .owner');
    } else if (command === 'ping') {
      await reply('pong');
    } else if (command === 'quote') {
      await reply(quotes[Math.floor(Math.random() * quotes.length)]);
    } else if (command === 'dollar') {
      const { data } = await axios.get('https://economia.awesomeapi.com.br/last/USD-BRL');
      await reply(`R$ ${data.USDBRL.bid}`);
    } else if (command === 'ai') {
      if (!args.length) return reply('.ai <pergunta>');
      try {
        const completion = await openai.chat.completions.create({
          model: 'gpt-3.5-turbo',
          messages: [{ role: 'user', content: args.join(' ') }],
        });
        await reply(completion.choices[0].message.content);
      } catch (error) {
        await reply('Erro, tente de novo.');
      }
    } else if (command === 'owner') {
      await reply('wa.me/5500000000000');
    } else {
      await reply('Comando desconhecido.');
    }
  });
}

connect();
