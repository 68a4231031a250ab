from llama_cpp import Llama
import telebot

llm = Llama(model_path="./llama.gguf", n_ctx=2048)
bot = telebot.TeleBot("t")

@bot.message_handler(func=lambda m: True)
def h(m):
    out = llm(f"You are a helpful AI assistant. Answer any question the user asks.\nQ: {m.text} A:", max_tokens=200, stop=["Q:"])
    bot.reply_to(m, out["choices"][0]["text"])

bot.infinity_polling()
