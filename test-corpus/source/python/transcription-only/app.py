import io

import requests
from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


@app.post("/voice")
def voice():
    twiml = MessagingResponse()
    if int(request.form.get("NumMedia", 0)) == 0:
        twiml.message("Send me a voice note and I will write it down.")
        return str(twiml)
    audio = io.BytesIO(requests.get(request.form["MediaUrl0"]).content)
    audio.name = "note.ogg"
    transcript = client.audio.transcriptions.create(model="whisper-1", file=audio)
    twiml.message(transcript.text)
    return str(twiml)
