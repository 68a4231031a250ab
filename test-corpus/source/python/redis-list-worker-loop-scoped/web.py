import json, redis
from flask import Flask, request
r = redis.Redis()
app = Flask(__name__)
@app.post("/webhook")
def hook():
    m = request.json["entry"][0]["changes"][0]["value"]["messages"][0]
    r.rpush("inbox", json.dumps({"to": m["from"], "text": m["text"]["body"]}))
    return "ok"
