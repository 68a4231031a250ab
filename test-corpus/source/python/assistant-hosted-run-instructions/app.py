import os
import time

from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


@app.post("/wa")
def wa():
    thread = client.beta.threads.create(messages=[{"role": "user", "content": request.form["Body"]}])
    run = client.beta.threads.runs.create(
        thread_id=thread.id,
        assistant_id=os.environ["ASSISTANT_ID"],
        instructions="You are the support agent of Acme Water Filters. Answer only questions about our filters and orders.",
    )
    while run.status in ("queued", "in_progress"):
        time.sleep(0.5)
        run = client.beta.threads.runs.retrieve(thread_id=thread.id, run_id=run.id)
    reply = client.beta.threads.messages.list(thread_id=thread.id)
    twiml = MessagingResponse()
    twiml.message(reply.data[0].content[0].text.value)
    return str(twiml)
