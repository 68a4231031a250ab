import OpenAI from "openai";

const openai = new OpenAI();

export async function coach(text: string): Promise<string> {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [
      {
        role: "system",
        content:
          "You are the training coach of Riverside Gym. You answer members' questions about their training plan and our classes, and nothing else; decline politely when asked about other subjects.",
      },
      { role: "user", content: text },
    ],
  });
  return completion.choices[0].message.content ?? "";
}

export async function analyse(question: string, rows: string): Promise<string> {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [
      { role: "system", content: "You are an assistant. Answer clearly." },
      { role: "user", content: `${rows}\n\n${question}` },
    ],
  });
  return completion.choices[0].message.content ?? "";
}
