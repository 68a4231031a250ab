from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI()


class Message(BaseModel):
    sender: str
    text: str


@app.post("/respond")
def respond(message: Message):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": message.text}],
    )
    return {"text": completion.choices[0].message.content}
