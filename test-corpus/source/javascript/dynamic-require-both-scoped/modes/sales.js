const complete = require('../complete');

exports.reply = (text) => complete('You sell the hosting plans of Nimbus Hosting. Recommend a plan. Decline any other request.', text);
