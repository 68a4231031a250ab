module.exports = { LLM: { URI: process.env.LLM_URI, KEY: process.env.LLM_KEY, MODEL: process.env.LLM_MODEL } };
