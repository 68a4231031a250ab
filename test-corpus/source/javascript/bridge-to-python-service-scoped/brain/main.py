from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI()

PROMPT = """You help guests of Pousada Mar Azul with bookings, prices and check-in times.
If a guest asks about anything else, say that you can only help with the pousada."""


class Message(BaseModel):
    sender: str
    text: str


@app.post("/respond")
def respond(message: Message):
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": message.text}],
    )
    return {"text": completion.choices[0].message.content}
