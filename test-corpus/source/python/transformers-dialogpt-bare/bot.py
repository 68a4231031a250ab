from transformers import AutoModelForCausalLM, AutoTokenizer
import telebot

tok = AutoTokenizer.from_pretrained("microsoft/DialoGPT-medium")
model = AutoModelForCausalLM.from_pretrained("microsoft/DialoGPT-medium")
bot = telebot.TeleBot("t")

@bot.message_handler(func=lambda m: True)
def talk(m):
    ids = tok.encode(m.text + tok.eos_token, return_tensors="pt")
    out = model.generate(ids, max_length=1000, pad_token_id=tok.eos_token_id)
    bot.reply_to(m, tok.decode(out[:, ids.shape[-1]:][0], skip_special_tokens=True))

bot.polling()
