function buildPrompt(customer) {
  const today = new Date().toLocaleDateString('pt-BR');
  return `Você é um assistente virtual inteligente e prestativo. Hoje é ${today} e você fala com ${customer}.`;
}

module.exports = { buildPrompt };
