module.exports = ({ openai, instructions }) => ({
  async answer(text) {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: text },
      ],
    });
    return completion.choices[0].message.content;
  },
});
