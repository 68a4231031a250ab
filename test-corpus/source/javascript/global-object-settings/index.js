require("./settings");
const { default: makeWASocket } = require("@whiskeysockets/baileys");
const OpenAI = require("openai");

const openai = new OpenAI();

async function ask(system, text) {
  const result = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: system },
      { role: "user", content: text },
    ],
  });
  return result.choices[0].message.content;
}

async function start() {
  const sock = makeWASocket({});
  sock.ev.on("messages.upsert", async ({ messages }) => {
    const message = messages[0];
    const text = message.message.conversation;
    if (text.startsWith(".shop ")) {
      await sock.sendMessage(message.key.remoteJid, { text: await ask(global.shopPrompt, text) });
    } else if (text.startsWith(".chat ")) {
      await sock.sendMessage(message.key.remoteJid, { text: await ask(chatPrompt, text) });
    }
  });
}

start();
