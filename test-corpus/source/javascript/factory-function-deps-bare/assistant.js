module.exports = ({ openai }) => ({
  async answer(text) {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: text }],
    });
    return completion.choices[0].message.content;
  },
});
