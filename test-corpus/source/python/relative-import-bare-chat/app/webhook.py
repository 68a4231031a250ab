from flask import Blueprint, request
from twilio.twiml.messaging_response import MessagingResponse

from .services.brain import think

bp = Blueprint("webhook", __name__)


@bp.route("/whatsapp", methods=["POST"])
def whatsapp():
    incoming = request.values.get("Body", "").strip()
    response = MessagingResponse()
    response.message(think(incoming))
    return str(response)
