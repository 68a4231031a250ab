import { Client, MessageMedia } from "whatsapp-web.js";
import OpenAI from "openai";

const client = new Client({});
const openai = new OpenAI();

const FRAME = `A product photo for the catalogue of Copper Kettle Tea, showing only tea, teapots and cups of our shop. The customer wishes this label on the tin: `;

client.on("message", async (message) => {
  if (message.body.startsWith("!tin ")) {
    const response = await openai.images.generate({
      model: "dall-e-3",
      prompt: FRAME + message.body.slice(5),
    });
    await message.reply(await MessageMedia.fromUrl(response.data[0].url!));
  }
});

client.initialize();
