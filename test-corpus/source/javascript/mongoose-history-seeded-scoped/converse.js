const OpenAI = require('openai');
const Chat = require('./models/chat');

const openai = new OpenAI();

const STUDIO = {
  role: 'system',
  content: 'You are the assistant of Lotus Yoga. Tell students about classes, passes and teachers. Only talk about the studio.',
};

async function converse(phone, text) {
  const chat = (await Chat.findOne({ phone })) || new Chat({ phone, messages: [STUDIO] });
  chat.messages.push({ role: 'user', content: text });
  const messages = chat.messages.map(({ role, content }) => ({ role, content }));
  const completion = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages });
  const answer = completion.choices[0].message.content;
  chat.messages.push({ role: 'assistant', content: answer });
  await chat.save();
  return answer;
}

module.exports = { converse };
