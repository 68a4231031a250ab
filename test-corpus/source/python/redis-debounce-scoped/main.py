from fastapi import FastAPI, Request

from buffer import collect

app = FastAPI()


@app.post("/evolution")
async def evolution(request: Request):
    event = await request.json()
    data = event["data"]
    if event["event"] == "messages.upsert" and not data["key"]["fromMe"]:
        await collect(data["key"]["remoteJid"], data["message"]["conversation"])
    return {}
