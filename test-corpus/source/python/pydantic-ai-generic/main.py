import os

import httpx
from fastapi import FastAPI, Request
from pydantic_ai import Agent

agent = Agent("openai:gpt-4o", system_prompt="You are a friendly, helpful AI friend. Chat about whatever the user wants.")
app = FastAPI()


@app.post("/webhook")
async def webhook(request: Request):
    message = (await request.json())["entry"][0]["changes"][0]["value"]["messages"][0]
    result = await agent.run(message["text"]["body"])
    async with httpx.AsyncClient() as http:
        await http.post(
            f"https://graph.facebook.com/v21.0/{os.environ['PHONE']}/messages",
            json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": result.output}},
            headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        )
    return {}
