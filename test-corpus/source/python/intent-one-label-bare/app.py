from flask import Flask, request
from openai import OpenAI
from transformers import pipeline
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()
classify = pipeline("zero-shot-classification")

LABELS = ["appointment", "billing", "small talk"]


@app.post("/wa")
def wa():
    text = request.form["Body"]
    label = classify(text, candidate_labels=LABELS)["labels"][0]
    twiml = MessagingResponse()
    if label == "appointment":
        twiml.message("Book here: https://praxis.example/termin")
    elif label == "small talk":
        result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
        twiml.message(result.choices[0].message.content)
    else:
        twiml.message("Billing: 030 555 01")
    return str(twiml)
