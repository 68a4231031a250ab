import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from desk import Desk

desk = Desk()


async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE):
    answer = await desk.route(update.message.text)
    await update.message.reply_text(answer)


app = Application.builder().token(os.environ["TOKEN"]).build()
app.add_handler(MessageHandler(filters.TEXT, handle))
app.run_polling()
