from rest_framework.views import APIView
from rest_framework.response import Response
from twilio.rest import Client
from openai import OpenAI
ai = OpenAI()
tw = Client()

class WhatsAppView(APIView):
    permission_classes = []
    def post(self, request, *args, **kwargs):
        body = request.data.get("Body")
        r = ai.chat.completions.create(model="gpt-4o", messages=[
            {"role": "system", "content": "You are the assistant of Bella Dental Clinic. Help patients with appointments, prices and opening hours. If a question is about anything else, say that you can only help with the clinic."},
            {"role": "user", "content": body}])
        tw.messages.create(body=r.choices[0].message.content, from_="whatsapp:+1", to=request.data.get("From"))
        return Response({"ok": True})
