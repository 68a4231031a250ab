from flask import Flask, request
from openai import OpenAI

from models import Session, Tenant
from sender import send

app = Flask(__name__)
client = OpenAI()

DEFAULT = "You are a helpful virtual assistant. Answer the user's questions."


@app.post("/webhook")
def webhook():
    value = request.json["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    with Session() as session:
        tenant = session.query(Tenant).filter_by(phone_id=value["metadata"]["phone_number_id"]).one()
        system = tenant.system_prompt or DEFAULT
        token = tenant.token
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": message["text"]["body"]}],
    )
    send(value["metadata"]["phone_number_id"], token, message["from"], result.choices[0].message.content)
    return "ok"
