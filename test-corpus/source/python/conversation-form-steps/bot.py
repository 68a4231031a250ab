import os

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, ConversationHandler, MessageHandler, filters

NAME, DAY = range(2)


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE):
    await update.message.reply_text("What name is the booking for?")
    return NAME


async def name(update: Update, context: ContextTypes.DEFAULT_TYPE):
    context.user_data["name"] = update.message.text
    await update.message.reply_text("Which day?")
    return DAY


async def day(update: Update, context: ContextTypes.DEFAULT_TYPE):
    await update.message.reply_text(f"Booked for {context.user_data['name']} on {update.message.text}.")
    return ConversationHandler.END


async def cancel(update: Update, context: ContextTypes.DEFAULT_TYPE):
    return ConversationHandler.END


app = Application.builder().token(os.environ["TOKEN"]).build()
app.add_handler(
    ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            NAME: [MessageHandler(filters.TEXT & ~filters.COMMAND, name)],
            DAY: [MessageHandler(filters.TEXT & ~filters.COMMAND, day)],
        },
        fallbacks=[CommandHandler("cancel", cancel)],
    )
)
app.run_polling()
