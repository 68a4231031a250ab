import "./config.js";
import whatsapp from "whatsapp-web.js";
import Groq from "groq-sdk";

class Prompts {
  constructor() {
    this.context = config.systemPrompt;
  }

  of(text, context = this.context) {
    return `${text}. ${context}`;
  }
}

const prompts = new Prompts();
const groq = new Groq();
const client = new whatsapp.Client({});

client.on("message", async (message) => {
  if (!message.body.toLowerCase().includes(config.botName.toLowerCase())) {
    return;
  }
  const completion = await groq.chat.completions.create({
    model: "llama-3.3-70b-versatile",
    messages: [{ role: "user", content: prompts.of(message.body) }],
  });
  await message.reply(completion.choices[0].message.content);
});

client.initialize();
