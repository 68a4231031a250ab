import Commands from "./commands.js";
import Telegram from "./telegram.js";

export default async (request, response) => {
  const telegram = new Telegram(process.env.TELEGRAM_TOKEN);
  const commands = new Commands(telegram);
  const { chat: { id }, text } = request.body.message;
  if (text.startsWith("/")) {
    const name = text.split(" ")[0].slice(1);
    if (commands[name]) {
      await commands[name](text.slice(name.length + 2), id);
    }
  }
  response.send("ok");
};
