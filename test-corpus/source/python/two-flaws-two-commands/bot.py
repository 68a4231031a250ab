import os

from openai import AsyncOpenAI
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

client = AsyncOpenAI()

ASK = "You are a helpful assistant. Answer any question."
ROAST = "You are Rex, a sarcastic comedian. Be rude and funny."


async def complete(system, text):
    result = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": text}],
    )
    return result.choices[0].message.content


async def ask(update: Update, context: ContextTypes.DEFAULT_TYPE):
    await update.message.reply_text(await complete(ASK, " ".join(context.args)))


async def roast(update: Update, context: ContextTypes.DEFAULT_TYPE):
    await update.message.reply_text(await complete(ROAST, " ".join(context.args)))


app = Application.builder().token(os.environ["TOKEN"]).build()
app.add_handler(CommandHandler("ask", ask))
app.add_handler(CommandHandler("roast", roast))
app.run_polling()
