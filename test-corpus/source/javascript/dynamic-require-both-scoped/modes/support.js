const complete = require('../complete');

exports.reply = (text) => complete('You are the support agent of Nimbus Hosting. Help customers with domains and invoices only.', text);
