import chromadb
from openai import OpenAI

collection = chromadb.PersistentClient("index").get_collection("handbook")
client = OpenAI()

RULE = "Answer only from the context below. If the answer is not in the context, say that you do not know.\n\nContext:\n{context}"


def answer(question):
    hits = collection.query(query_texts=[question], n_results=4)
    context = "\n---\n".join(hits["documents"][0])
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": RULE.format(context=context)},
            {"role": "user", "content": question},
        ],
    )
    return result.choices[0].message.content
