from semantic_kernel.agents import ChatCompletionAgent
from semantic_kernel.connectors.ai.open_ai import AzureChatCompletion
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse
import asyncio

agent = ChatCompletionAgent(
    service=AzureChatCompletion(),
    name="Assistant",
    instructions="You help students of Hilltop Language School with courses, fees and timetables. Say that you cannot help with other questions.",
)
app = Flask(__name__)

@app.post("/whatsapp")
def whatsapp():
    text = request.form["Body"]
    response = asyncio.run(agent.get_response(messages=text))
    r = MessagingResponse()
    r.message(str(response.content))
    return str(r)
