import json
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from .services import handle_incoming

@csrf_exempt
def whatsapp_webhook(request):
    if request.method == "GET":
        return HttpResponse(request.GET.get("hub.challenge"))
    data = json.loads(request.body.decode("utf-8"))
    for entry in data["entry"]:
        for change in entry["changes"]:
            for message in change["value"].get("messages", []):
                handle_incoming(message["from"], message["text"]["body"])
    return JsonResponse({"status": "ok"})
