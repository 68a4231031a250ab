const { bot } = require('../lib');

bot({ pattern: 'ping', desc: 'is it up', type: 'misc' }, async (msg) => msg.reply('pong'));
