import ollama
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()

BAKERY = "Tu es l'assistant de la boulangerie Au Bon Levain. Tu prends les commandes de pain et de gâteaux. Ne parle que de la boulangerie."


class Query(BaseModel):
    prompt: str


@app.post("/generate")
def generate(query: Query):
    result = ollama.chat(
        model="llama3.1",
        messages=[{"role": "system", "content": BAKERY}, {"role": "user", "content": query.prompt}],
    )
    return {"answer": result["message"]["content"]}
