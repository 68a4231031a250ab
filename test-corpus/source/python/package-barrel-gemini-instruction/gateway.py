import os

import requests


def send(number, text):
    url = f"{os.environ['EVOLUTION_URL']}/message/sendText/{os.environ['EVOLUTION_INSTANCE']}"
    requests.post(url, json={"number": number, "text": text}, headers={"apikey": os.environ["EVOLUTION_KEY"]})
