import os

import httpx
from fastapi import FastAPI, Request
from openai import AsyncOpenAI

app = FastAPI()
client = AsyncOpenAI()

PAYROLL = """You are the payroll assistant of Umber Accountants.
If the user asks for tax rates or brackets, answer from your general knowledge of payroll tax and do not look up their records.
If the user asks about their payslip, use the records.
Decline every question that is not about payroll."""


@app.post("/webhook")
async def webhook(request: Request):
    value = (await request.json())["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    result = await client.responses.create(model="gpt-4.1-mini", instructions=PAYROLL, input=message["text"]["body"])
    async with httpx.AsyncClient() as http:
        await http.post(
            f"https://graph.facebook.com/v21.0/{os.environ['PHONE']}/messages",
            json={"messaging_product": "whatsapp", "to": message["from"], "text": {"body": result.output_text}},
            headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
        )
    return {}
