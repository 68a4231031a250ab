import json

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()

PROMPT = """You screen candidates for warehouse jobs at TalentBridge Recruiting.
Ask for name, city, licence and availability. Reply in JSON: {"reply": "...", "stage": "..."}.
If the candidate asks about something other than the jobs, say you can only help with the application."""


@app.post("/wa")
def wa():
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        response_format={"type": "json_object"},
        messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": request.form["Body"]}],
    )
    data = json.loads(completion.choices[0].message.content)
    app.logger.info("stage %s", data["stage"])
    twiml = MessagingResponse()
    twiml.message(data["reply"])
    return str(twiml)
