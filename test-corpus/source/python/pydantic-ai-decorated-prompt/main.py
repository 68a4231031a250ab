import os

import httpx
from fastapi import FastAPI, Request
from pydantic_ai import Agent

agent = Agent("openai:gpt-4o")
app = FastAPI()


@agent.system_prompt
def clinic() -> str:
    return (
        "You are the front desk of Riverside Physiotherapy. Book and move sessions, answer questions about "
        "insurance and prices. Decline everything that is not about the clinic."
    )


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
