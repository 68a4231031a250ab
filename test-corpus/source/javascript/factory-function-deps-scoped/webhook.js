module.exports =
  ({ assistant, sender }) =>
  async (req, res) => {
    const message = req.body.entry[0].changes[0].value.messages?.[0];
    res.sendStatus(200);
    if (message?.type !== 'text') return;
    await sender.text(message.from, await assistant.answer(message.text.body));
  };
