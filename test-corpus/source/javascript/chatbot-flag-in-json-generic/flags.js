const fs = require('fs');

const FILE = './flags.json';
const load = () => (fs.existsSync(FILE) ? JSON.parse(fs.readFileSync(FILE)) : {});

exports.isOn = (jid) => Boolean(load()[jid]);
exports.set = (jid, on) => {
  const flags = load();
  flags[jid] = on;
  fs.writeFileSync(FILE, JSON.stringify(flags));
};
