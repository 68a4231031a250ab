import { OpenAIEmbeddings } from "@langchain/openai";
import { PineconeStore } from "@langchain/pinecone";
import { Pinecone } from "@pinecone-database/pinecone";

const index = new Pinecone().Index("policies");
export const store = await PineconeStore.fromExistingIndex(new OpenAIEmbeddings(), { pineconeIndex: index });
