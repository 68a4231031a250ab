from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

from builder import PromptBuilder

app = Flask(__name__)
client = OpenAI()

system = PromptBuilder().add("You are a helpful, friendly assistant.").add("Use emojis and short sentences.").build()


@app.post("/wa")
def wa():
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": request.form["Body"]}],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return str(twiml)
