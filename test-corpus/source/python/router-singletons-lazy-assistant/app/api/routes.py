from fastapi import APIRouter, BackgroundTasks, Request

from ..services.assistant import AssistantService
from ..services.whatsapp import WhatsAppService

router = APIRouter()
whatsapp = WhatsAppService()
assistant = AssistantService()


async def process(sender: str, text: str) -> None:
    answer = await assistant.reply(sender, text)
    await whatsapp.send(sender, answer)


@router.post("/webhook")
async def webhook(request: Request, background_tasks: BackgroundTasks):
    body = await request.json()
    message = whatsapp.extract(body)
    if message:
        background_tasks.add_task(process, message["from"], message["text"])
    return {"status": "ok"}
