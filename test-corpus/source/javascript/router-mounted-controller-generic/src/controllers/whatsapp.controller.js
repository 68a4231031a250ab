const ai = require('../services/ai.service');
const whatsapp = require('../services/whatsapp.service');

exports.verify = (req, res) => {
  if (req.query['hub.verify_token'] === process.env.VERIFY_TOKEN) return res.send(req.query['hub.challenge']);
  return res.sendStatus(403);
};

exports.receive = async (req, res) => {
  res.sendStatus(200);
  try {
    const change = req.body.entry[0].changes[0];
    const { messages } = change.value;
    if (!messages) return;
    const [{ from, text }] = messages;
    const reply = await ai.generate(text.body);
    await whatsapp.send(from, reply);
  } catch (error) {
    console.error(error);
  }
};
