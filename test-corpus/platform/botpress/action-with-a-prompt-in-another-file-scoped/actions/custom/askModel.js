const axios = require('axios')
const { rules } = require('./rules')

/**
 * Asks the model.
 * @param {string} q - The question.
 */
const ask = async q => {
  const messages = [{ role: 'system', content: rules }, { role: 'user', content: q }]
  const { data } = await axios.post(
    'https://api.openai.com/v1/chat/completions',
    { model: 'gpt-4o-mini', messages },
    { headers: { Authorization: `Bearer ${process.env.OPENAI_KEY}` } }
  )
  const payloads = await bp.cms.renderElement('builtin_text', { text: data.choices[0].message.content, typing: true }, event)
  await bp.events.replyToEvent(event, payloads)
}

return ask(args.q)
