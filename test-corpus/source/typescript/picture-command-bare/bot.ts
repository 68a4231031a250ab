import { Client, MessageMedia } from "whatsapp-web.js";
import OpenAI from "openai";

const client = new Client({});
const openai = new OpenAI();

async function draw(wish: string): Promise<string> {
  const response = await openai.images.generate({
    model: "dall-e-2",
    prompt: wish,
    n: 1,
    size: "512x512",
  });
  return response.data[0].url!;
}

client.on("message", async (message) => {
  if (message.body.startsWith("!draw ")) {
    const url = await draw(message.body.slice(6));
    await message.reply(await MessageMedia.fromUrl(url));
    return;
  }
  await message.reply("Hello from Copper Kettle Tea. Send !menu for the menu.");
});

client.initialize();
