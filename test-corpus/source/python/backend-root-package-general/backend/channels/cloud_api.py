import os

import httpx

URL = f"https://graph.facebook.com/v20.0/{os.environ['PHONE_NUMBER_ID']}/messages"


async def send_text(to, text):
    payload = {"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": text}}
    async with httpx.AsyncClient() as http:
        await http.post(URL, json=payload, headers={"Authorization": f"Bearer {os.environ['WA_TOKEN']}"})
