from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()
turns = {}

PROMPT = "Sei l'assistente dell'agriturismo Le Querce. Gestisci prenotazioni, prezzi e servizi. Rispondi solo a domande sull'agriturismo."


@app.post("/wa")
def wa():
    sender, text = request.form["From"], request.form["Body"]
    past = turns.get(sender, [])
    messages = [{"role": "system", "content": PROMPT}, *past[-8:], {"role": "user", "content": text}]
    answer = client.chat.completions.create(model="gpt-4o-mini", messages=messages).choices[0].message.content
    turns[sender] = past + [{"role": "user", "content": text}, {"role": "assistant", "content": answer}]
    twiml = MessagingResponse()
    twiml.message(answer)
    return str(twiml)
