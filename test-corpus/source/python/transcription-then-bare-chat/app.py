import io

import requests
from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


def transcribe(url):
    audio = io.BytesIO(requests.get(url).content)
    audio.name = "note.ogg"
    return client.audio.transcriptions.create(model="whisper-1", file=audio).text


@app.post("/voice")
def voice():
    twiml = MessagingResponse()
    if int(request.form.get("NumMedia", 0)) == 0:
        twiml.message("Send me a voice note.")
        return str(twiml)
    spoken = transcribe(request.form["MediaUrl0"])
    result = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": spoken}])
    twiml.message(result.choices[0].message.content)
    return str(twiml)
