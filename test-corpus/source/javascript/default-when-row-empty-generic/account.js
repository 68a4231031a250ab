const { Schema, model } = require('mongoose');

module.exports = model('Account', new Schema({ phoneId: String, token: String, prompt: String }));
