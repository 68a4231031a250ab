import ollama
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Query(BaseModel):
    prompt: str


@app.post("/generate")
def generate(query: Query):
    result = ollama.chat(model="llama3.1", messages=[{"role": "user", "content": query.prompt}])
    return {"answer": result["message"]["content"]}
