from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from openai import OpenAI
from twilio.rest import Client

client = OpenAI()


class Rules:
    def __init__(self, college):
        self.college = college
        self.template = "You speak for {college} and answer only about its courses and fees."

    def text(self):
        return self.template.format(college=self.college)


@asynccontextmanager
async def lifespan(app: FastAPI):
    global rules, twilio
    rules = Rules(college="Northfield College")
    twilio = Client()
    yield


app = FastAPI(title="College line", lifespan=lifespan)


@app.post("/webhook")
async def webhook(request: Request):
    form = await request.form()
    done = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": rules.text()}, {"role": "user", "content": form["Body"]}],
    )
    twilio.messages.create(to=form["From"], from_="whatsapp:+1", body=done.choices[0].message.content)
