from flask import Flask, request
from llama_index.core.chat_engine import SimpleChatEngine
from llama_index.llms.openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

engine = SimpleChatEngine.from_defaults(llm=OpenAI(model="gpt-4o-mini"))
app = Flask(__name__)


@app.post("/wa")
def wa():
    response = engine.chat(request.form["Body"])
    twiml = MessagingResponse()
    twiml.message(response.response)
    return str(twiml)
