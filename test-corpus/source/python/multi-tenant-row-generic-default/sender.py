import requests


def send(phone_id, token, to, text):
    requests.post(
        f"https://graph.facebook.com/v20.0/{phone_id}/messages",
        headers={"Authorization": f"Bearer {token}"},
        json={"messaging_product": "whatsapp", "to": to, "text": {"body": text}},
    )
