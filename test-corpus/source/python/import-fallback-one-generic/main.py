from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

try:
    from prompts_local import SYSTEM
except ImportError:
    from prompts_default import SYSTEM

app = Flask(__name__)
client = OpenAI()


@app.route("/sms", methods=["POST"])
def sms():
    body = request.form.get("Body")
    chat = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": body}],
    )
    twiml = MessagingResponse()
    twiml.message(chat.choices[0].message.content)
    return str(twiml), 200, {"Content-Type": "application/xml"}
