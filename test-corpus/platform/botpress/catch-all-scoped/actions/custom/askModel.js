const axios = require('axios')

const ask = async q => {
  const answer = await axios.post('https://api.openai.com/v1/chat/completions', {
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: "You are the assistant of Clinica Sol. Only answer questions about appointments. For anything else, say that you can only help with appointments." },
      { role: 'user', content: args.q }
    ]
  })
  temp.answer = answer.data.choices[0].message.content
}

return ask(args.q)
