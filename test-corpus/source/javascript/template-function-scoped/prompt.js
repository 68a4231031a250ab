const catalogue = require('./catalogue.json');

function buildPrompt(customer) {
  const list = catalogue.map((item) => `- ${item.name}: ${item.price}`).join('\n');
  return `Você é a vendedora da loja de roupas Maré Alta. Está falando com ${customer}.
Catálogo:
${list}
Ajude a escolher tamanho e cor e feche o pedido. Não responda perguntas que não sejam sobre a loja.`;
}

module.exports = { buildPrompt };
