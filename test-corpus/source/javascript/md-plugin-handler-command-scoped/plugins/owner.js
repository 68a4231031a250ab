const handler = async (m) => {
  await m.reply('wa.me/628000000');
};

handler.command = /^(owner)$/i;

module.exports = handler;
