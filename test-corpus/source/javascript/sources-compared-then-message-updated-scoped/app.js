import bolt from "@slack/bolt";
import { ChatOpenAI } from "@langchain/openai";
import { ConversationalRetrievalQAChain } from "langchain/chains";
import { store } from "./store.js";

const app = new bolt.App({ token: process.env.SLACK_TOKEN, signingSecret: process.env.SLACK_SECRET });

const TEMPLATE = `You answer questions of the staff of Brindle Logistics about our HR policies. Use only the context below; if the answer is not in it, say that you do not know.
{context}
Question: {question}`;

app.message(async ({ message, client }) => {
  const placeholder = await client.chat.postMessage({ channel: message.channel, text: "One moment…" });
  const chain = ConversationalRetrievalQAChain.fromLLM(new ChatOpenAI(), store.asRetriever(5), {
    returnSourceDocuments: true,
    qaTemplate: TEMPLATE,
  });
  const response = await chain.call({ question: message.text, chat_history: [] });
  const sources = response.sourceDocuments
    .filter((doc, index, all) => index === all.findIndex((other) => other.metadata.title === doc.metadata.title))
    .map((doc) => doc.metadata.title);
  await client.chat.update({
    channel: message.channel,
    ts: placeholder.ts,
    text: `${response.text}\n\nSources: ${sources.join(", ")}`,
  });
});

await app.start(3000);
