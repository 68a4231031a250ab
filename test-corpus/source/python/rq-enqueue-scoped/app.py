from flask import Flask, request
from redis import Redis
from rq import Queue

from jobs import reply_job

app = Flask(__name__)
queue = Queue("replies", connection=Redis())


@app.post("/twilio")
def twilio():
    queue.enqueue(reply_job, request.form["From"], request.form["Body"])
    return "", 204
