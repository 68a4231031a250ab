from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

client = OpenAI()


@csrf_exempt
def whatsapp(request):
    result = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": settings.AI_PROMPT},
            {"role": "user", "content": request.POST["Body"]},
        ],
    )
    twiml = MessagingResponse()
    twiml.message(result.choices[0].message.content)
    return HttpResponse(str(twiml), content_type="application/xml")
