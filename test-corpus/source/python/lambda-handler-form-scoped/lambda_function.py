import base64
from urllib.parse import parse_qs

from openai import OpenAI

client = OpenAI()

PLUMBER = "You are the dispatcher of Rapid Plumbing. Ask for address and fault, quote the call-out fee and book a slot. Refuse unrelated questions."


def lambda_handler(event, context):
    body = event["body"]
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body).decode()
    text = parse_qs(body)["Body"][0]
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": PLUMBER}, {"role": "user", "content": text}],
    )
    answer = result.choices[0].message.content
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/xml"},
        "body": f"<Response><Message>{answer}</Message></Response>",
    }
