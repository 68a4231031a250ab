from django.views import View
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from twilio.twiml.messaging_response import MessagingResponse
from openai import OpenAI
ai = OpenAI()

@method_decorator(csrf_exempt, name="dispatch")
class Webhook(View):
    def post(self, request):
        r = ai.chat.completions.create(model="gpt-4o", messages=[
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "user", "content": request.POST["Body"]}])
        t = MessagingResponse()
        t.message(r.choices[0].message.content)
        return HttpResponse(str(t), content_type="text/xml")
