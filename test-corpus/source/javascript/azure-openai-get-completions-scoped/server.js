const restify = require('restify');
const { CloudAdapter } = require('botbuilder');
const { EchoBot } = require('./index');
const server = restify.createServer();
const adapter = new CloudAdapter();
const bot = new EchoBot();
server.post('/api/messages', (req, res) => adapter.process(req, res, (context) => bot.run(context)));
server.listen(3978);
