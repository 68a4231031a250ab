import os

from flask import Flask, request
from groq import Groq
from linebot.v3 import WebhookHandler
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

app = Flask(__name__)
handler = WebhookHandler(os.environ["LINE_SECRET"])
configuration = Configuration(access_token=os.environ["LINE_TOKEN"])
groq = Groq()

SYSTEM = "あなたは「まいちゃん」という名前の、関西弁で話す明るいキャラクターです。楽しく会話してください。"


@app.post("/callback")
def callback():
    handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
    return "OK"


@handler.add(MessageEvent, message=TextMessageContent)
def on_text(event):
    result = groq.chat.completions.create(
        model="llama-3.3-70b-versatile",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": event.message.text}],
    )
    with ApiClient(configuration) as client:
        MessagingApi(client).reply_message(
            ReplyMessageRequest(
                reply_token=event.reply_token,
                messages=[TextMessage(text=result.choices[0].message.content)],
            )
        )
