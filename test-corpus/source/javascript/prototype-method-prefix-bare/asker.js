const { Configuration, OpenAIApi } = require('openai');

function Asker(key) {
  this.api = new OpenAIApi(new Configuration({ apiKey: key }));
}

Asker.prototype.put = async function (question) {
  const done = await this.api.createCompletion({ model: 'gpt-3.5-turbo-instruct', prompt: question, max_tokens: 300 });
  return done.data.choices[0].text;
};

module.exports = Asker;
