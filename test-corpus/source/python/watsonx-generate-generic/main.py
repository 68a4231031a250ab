from ibm_watsonx_ai.foundation_models import ModelInference
import telebot

model = ModelInference(model_id="ibm/granite-13b-chat-v2", project_id="p")
bot = telebot.TeleBot("t")

@bot.message_handler(func=lambda m: True)
def h(m):
    prompt = f"You are a helpful assistant.\n\nUser: {m.text}\nAssistant:"
    bot.reply_to(m, model.generate_text(prompt=prompt))

bot.infinity_polling()
