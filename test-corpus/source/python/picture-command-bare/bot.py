import os

from openai import OpenAI
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])


async def imagine(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    wish = " ".join(context.args)
    if not wish:
        await update.message.reply_text("Write /imagine and what to draw.")
        return
    drawn = client.images.generate(model="dall-e-3", prompt=wish, n=1, size="1024x1024")
    await update.message.reply_photo(drawn.data[0].url)


async def hours(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text("The print shop is open from nine to six.")


app = Application.builder().token(os.environ["TOKEN"]).build()
app.add_handler(CommandHandler("imagine", imagine))
app.add_handler(CommandHandler("hours", hours))
app.run_polling()
