import * as whatsapp from 'wa-many-sessions';
import { G4F } from 'g4f';

const g4f = new G4F();

async function answer(text: string) {
  return g4f.chatCompletion([{ role: 'user', content: text }]);
}

async function onMessage(msg: whatsapp.MessageReceived) {
  const text = msg.message?.conversation;
  if (msg.key.fromMe || !text) return;
  await whatsapp.sendTextMessage({ sessionId: msg.sessionId, to: msg.key.remoteJid, text: await answer(text) });
}

whatsapp.onMessageReceived(onMessage);
whatsapp.startSession('main');
