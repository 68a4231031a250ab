const cron = require('node-cron');
const twilio = require('twilio');
const OpenAI = require('openai');
const appointments = require('./appointments.json');

const openai = new OpenAI();
const client = twilio(process.env.SID, process.env.TOKEN);

cron.schedule('0 9 * * *', async () => {
  for (const { phone, name, time } of appointments) {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: `Write a friendly reminder for ${name}: dentist at ${time}.` }],
    });
    await client.messages.create({
      from: 'whatsapp:+14155238886',
      to: `whatsapp:${phone}`,
      body: completion.choices[0].message.content,
    });
  }
});
