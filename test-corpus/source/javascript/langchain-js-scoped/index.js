import express from 'express';
import twilio from 'twilio';
import { ChatOpenAI } from '@langchain/openai';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';

const prompt = ChatPromptTemplate.fromMessages([
  ['system', 'Je bent de assistent van verzekeringskantoor De Haan. Beantwoord alleen vragen over onze verzekeringen en schades.'],
  ['human', '{input}'],
]);
const chain = prompt.pipe(new ChatOpenAI({ model: 'gpt-4o-mini' })).pipe(new StringOutputParser());

const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/wa', async (req, res) => {
  const answer = await chain.invoke({ input: req.body.Body });
  const twiml = new twilio.twiml.MessagingResponse();
  twiml.message(answer);
  res.type('text/xml').send(twiml.toString());
});

app.listen(3000);
