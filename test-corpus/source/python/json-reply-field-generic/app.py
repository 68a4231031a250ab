import json

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

PROMPT = 'You are a helpful assistant. Reply to any question as JSON: {"reply": "...", "mood": "..."}.'


@app.post("/wa")
def wa():
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        response_format={"type": "json_object"},
        messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": request.form["Body"]}],
    )
    data = json.loads(completion.choices[0].message.content)
    app.logger.info("mood %s", data["mood"])
    twiml = MessagingResponse()
    twiml.message(data["reply"])
    return str(twiml)
