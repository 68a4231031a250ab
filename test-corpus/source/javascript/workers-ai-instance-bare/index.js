import { Ai } from "@cloudflare/ai";
import { Telegraf } from "telegraf";

const ai = new Ai(AI);
const bot = new Telegraf(BOT_TOKEN);

bot.on("text", async (ctx) => {
  const { response } = await ai.run("@cf/meta/llama-3-8b-instruct", {
    prompt: "[INST] " + ctx.message.text + " [/INST]",
  });
  await ctx.reply(response);
});

export default { fetch: (request) => bot.webhookCallback("/")(request) };
