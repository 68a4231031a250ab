const OpenAI = require('openai');

const openai = new OpenAI();

exports.chatbot = async (sock, jid, text) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'You are a cheerful chatbot. Chat with the user about anything.' },
      { role: 'user', content: text },
    ],
  });
  await sock.sendMessage(jid, { text: completion.choices[0].message.content });
};
