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
            {"role": "user", "content": body}])
        tw.messages.create(body=r.choices[0].message.content, from_="whatsapp:+1", to=request.data.get("From"))
        return Response({"ok": True})
