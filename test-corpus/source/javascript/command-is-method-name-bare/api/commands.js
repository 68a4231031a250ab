import Anthropic from "@anthropic-ai/sdk";

const anthropic = new Anthropic();

export default class Commands {
  constructor(telegram) {
    this.telegram = telegram;
  }

  async hours(_, chat) {
    await this.telegram.say(chat, "The kiosk is open from seven to three.");
  }

  async ask(question, chat) {
    const message = await anthropic.messages.create({
      model: "claude-3-5-haiku-latest",
      max_tokens: 500,
      messages: [{ role: "user", content: question }],
    });
    await this.telegram.say(chat, message.content[0].text);
  }
}
