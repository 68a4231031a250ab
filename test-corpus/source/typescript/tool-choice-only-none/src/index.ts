import express from 'express';
import OpenAI from 'openai';
import twilio from 'twilio';

const openai = new OpenAI();
const app = express();
app.use(express.urlencoded({ extended: false }));

const tools: OpenAI.ChatCompletionTool[] = [
  { type: 'function', function: { name: 'opening_hours', parameters: { type: 'object', properties: {} } } },
  { type: 'function', function: { name: 'address', parameters: { type: 'object', properties: {} } } },
];

const replies: Record<string, string> = {
  opening_hours: 'Open every day from 10 to 22.',
  address: '12 Harbour Street.',
};

app.post('/wa', async (req, res) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    tools,
    tool_choice: 'required',
    messages: [{ role: 'user', content: req.body.Body }],
  });
  const call = completion.choices[0].message.tool_calls?.[0];
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(replies[call?.type === 'function' ? call.function.name : ''] ?? 'Please call 555 0100.');
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
