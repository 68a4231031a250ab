from flask import Flask, request
from openai import OpenAI

fake = Flask("fake")
client = OpenAI(base_url="http://localhost:9999", api_key="test")


@fake.post("/webhook")
def webhook():
    text = request.json["entry"][0]["changes"][0]["value"]["messages"][0]["text"]["body"]
    result = client.chat.completions.create(
        model="test",
        messages=[
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "user", "content": text},
        ],
    )
    return result.choices[0].message.content


def test_webhook():
    assert fake.test_client().post("/webhook", json={}).status_code == 500
