import json

import redis

store = redis.Redis.from_url("redis://cache:6379/0")


def load(user):
    raw = store.get(f"chat:{user}")
    return json.loads(raw) if raw else []


def save(user, history):
    store.set(f"chat:{user}", json.dumps(history), ex=86400)
