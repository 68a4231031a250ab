import { Bot } from "grammy";
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";
import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();
const bot = new Bot(process.env.BOT_TOKEN!);

bot.on("message:text", async (ctx) => {
  const stored = await prisma.prompt.findFirst({ where: { active: true } });
  if (!stored) {
    throw new Error("No prompt is set");
  }
  const { text } = await generateText({
    model: openai("gpt-4o-mini"),
    messages: [
      { role: "system", content: stored.content },
      { role: "user", content: ctx.message.text },
    ],
  });
  await ctx.reply(text);
});

bot.start();
