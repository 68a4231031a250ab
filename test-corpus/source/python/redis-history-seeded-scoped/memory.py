import json

import redis

store = redis.Redis.from_url("redis://cache:6379/0")

OPENING = [
    {
        "role": "system",
        "content": "You are the help desk of Savanna Microfinance Bank. Explain loans, repayment dates and branch hours. "
        "Refuse every question that is not about the bank.",
    }
]


def load(user):
    raw = store.get(f"chat:{user}")
    if raw is None:
        return list(OPENING)
    return json.loads(raw)


def save(user, history):
    store.set(f"chat:{user}", json.dumps(history), ex=86400)
