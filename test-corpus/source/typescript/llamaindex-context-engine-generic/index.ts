import { OpenAI, ContextChatEngine, VectorStoreIndex, SimpleDirectoryReader } from 'llamaindex';
import { Bot } from 'grammy';

const docs = await new SimpleDirectoryReader().loadData('./data');
const index = await VectorStoreIndex.fromDocuments(docs);
const engine = new ContextChatEngine({
  retriever: index.asRetriever(),
  systemPrompt: 'You are a helpful AI assistant. Answer any question the user asks.',
});
const bot = new Bot(process.env.T!);
bot.on('message:text', async (ctx) => {
  const { response } = await engine.chat({ message: ctx.message.text });
  await ctx.reply(response);
});
bot.start();
