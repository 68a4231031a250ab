import requests
from django.conf import settings
from openai import OpenAI
from .models import Message

ai = OpenAI(api_key=settings.OPENAI_API_KEY)

def handle_incoming(sender, text):
    Message.objects.create(sender=sender, text=text, role="user")
    past = Message.objects.filter(sender=sender).order_by("-created")[:10]
    messages = [{"role": m.role, "content": m.text} for m in reversed(past)]
    messages.insert(0, {"role": "system", "content": "You are the booking assistant of Hotel Miramar. Only help guests with rooms, rates and reservations; refuse anything else."})
    r = ai.chat.completions.create(model="gpt-4o", messages=messages)
    answer = r.choices[0].message.content
    Message.objects.create(sender=sender, text=answer, role="assistant")
    requests.post(f"https://graph.facebook.com/v18.0/{settings.PHONE_ID}/messages", json={"messaging_product": "whatsapp", "to": sender, "text": {"body": answer}})
