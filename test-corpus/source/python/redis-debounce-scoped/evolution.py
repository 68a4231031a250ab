import os

import httpx


async def send_text(number, text):
    async with httpx.AsyncClient() as http:
        await http.post(
            f"{os.environ['EVOLUTION_URL']}/message/sendText/{os.environ['EVOLUTION_INSTANCE']}",
            json={"number": number, "text": text},
            headers={"apikey": os.environ["EVOLUTION_KEY"]},
        )
