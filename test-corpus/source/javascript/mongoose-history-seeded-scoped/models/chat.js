const { Schema, model } = require('mongoose');

const Chat = new Schema({
  phone: { type: String, unique: true },
  messages: [{ role: String, content: String }],
});

module.exports = model('Chat', Chat);
