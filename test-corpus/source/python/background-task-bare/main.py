from fastapi import BackgroundTasks, FastAPI, Request

from worker import handle_message

app = FastAPI()


@app.post("/webhook")
async def webhook(request: Request, tasks: BackgroundTasks):
    body = await request.json()
    value = body["entry"][0]["changes"][0]["value"]
    if "messages" in value:
        message = value["messages"][0]
        tasks.add_task(handle_message, message["from"], message["text"]["body"])
    return {"status": "received"}
