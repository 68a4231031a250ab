module.exports = {
  GROQ_API_KEY: process.env.GROQ_API_KEY,
  GROQ_SYSTEM: process.env.GROQ_SYSTEM,
};
