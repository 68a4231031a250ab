from flask import Flask, request
from openai import OpenAI

from models import Session, Tenant
from sender import send

app = Flask(__name__)
client = OpenAI()


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    phone_id = value["metadata"]["phone_number_id"]
    with Session() as session:
        token = session.query(Tenant).filter_by(phone_id=phone_id).one().token
        system = session.query(Tenant).filter_by(phone_id=phone_id).one().system_prompt
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": message["text"]["body"]}],
    )
    send(value["metadata"]["phone_number_id"], token, message["from"], result.choices[0].message.content)
    return "ok"
