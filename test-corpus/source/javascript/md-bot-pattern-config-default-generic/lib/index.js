const commands = [];

const bot = (info, run) => {
  commands.push({ ...info, run });
};

module.exports = { bot, commands };
