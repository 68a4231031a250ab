import os

from openai import OpenAI
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])

CARDS = {
    "birthday": "A watercolour birthday card with tulips from our flower shop",
    "wedding": "A watercolour wedding card with white roses from our flower shop",
}


async def card(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    occasion = context.args[0] if context.args else "birthday"
    picture = CARDS.get(occasion, CARDS["birthday"])
    drawn = client.images.generate(model="dall-e-3", prompt=picture, n=1)
    await update.message.reply_photo(drawn.data[0].url)


app = Application.builder().token(os.environ["TOKEN"]).build()
app.add_handler(CommandHandler("card", card))
app.run_polling()
