import os

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from session import Session

sessions = {}


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE):
    sessions[update.effective_chat.id] = Session()
    await update.message.reply_text("Hola, ¿qué tal?")


async def talk(update: Update, context: ContextTypes.DEFAULT_TYPE):
    session = sessions.setdefault(update.effective_chat.id, Session())
    await update.message.reply_text(await session.say(update.message.text))


def main():
    app = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, talk))
    app.run_polling()


if __name__ == "__main__":
    main()
