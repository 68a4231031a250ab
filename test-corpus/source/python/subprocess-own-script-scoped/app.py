import subprocess
import sys

from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)


@app.post("/wa")
def wa():
    result = subprocess.run([sys.executable, "reply.py", request.form["Body"]], capture_output=True, text=True)
    twiml = MessagingResponse()
    twiml.message(result.stdout.strip())
    return str(twiml)
