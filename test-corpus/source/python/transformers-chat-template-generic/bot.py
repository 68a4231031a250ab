import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from telegram.ext import Updater, MessageHandler, Filters

tokenizer = AutoTokenizer.from_pretrained("Qwen/Qwen2.5-1.5B-Instruct")
model = AutoModelForCausalLM.from_pretrained("Qwen/Qwen2.5-1.5B-Instruct")

def generate(text):
    messages = [
        {"role": "system", "content": "You are a friendly assistant. Talk about anything the user likes."},
        {"role": "user", "content": text},
    ]
    prompt = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    inputs = tokenizer([prompt], return_tensors="pt")
    ids = model.generate(**inputs, max_new_tokens=256)
    return tokenizer.batch_decode(ids, skip_special_tokens=True)[0]

def respond(update, context):
    update.message.reply_text(generate(update.message.text))

updater = Updater("t", use_context=True)
updater.dispatcher.add_handler(MessageHandler(Filters.text, respond))
updater.start_polling()
