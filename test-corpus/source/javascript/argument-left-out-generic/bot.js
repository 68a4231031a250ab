const { Client } = require("whatsapp-web.js");
const Groq = require("groq-sdk");

const groq = new Groq();
const client = new Client();

async function complete(prompt, person) {
  const result = await groq.chat.completions.create({
    model: "llama-3.3-70b-versatile",
    messages: [
      { role: "system", content: person || "You are a helpful assistant." },
      { role: "user", content: prompt },
    ],
  });
  return result.choices[0].message.content;
}

client.on("message", async (message) => {
  await message.reply(await complete(message.body));
});

client.initialize();
