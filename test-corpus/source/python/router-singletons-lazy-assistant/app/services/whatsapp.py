import os

import httpx


class WhatsAppService:
    def __init__(self):
        self.url = f"https://graph.facebook.com/v20.0/{os.environ['PHONE_ID']}/messages"

    def extract(self, body):
        try:
            message = body["entry"][0]["changes"][0]["value"]["messages"][0]
        except (KeyError, IndexError):
            return None
        return {"from": message["from"], "text": message["text"]["body"]}

    async def send(self, to, text):
        async with httpx.AsyncClient() as http:
            await http.post(
                self.url,
                headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
                json={"messaging_product": "whatsapp", "to": to, "text": {"body": text}},
            )
