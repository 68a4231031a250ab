from agno.agent import Agent
from agno.models.openai import OpenAIChat
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

agent = Agent(
    model=OpenAIChat(id="gpt-4o-mini"),
    description="You take cake orders for Dulce Hogar, a bakery in Quito.",
    instructions=["Ask for size, flavour and date.", "Do not answer questions that are not about cakes."],
)
app = Flask(__name__)


@app.post("/wa")
def wa():
    result = agent.run(request.form["Body"])
    twiml = MessagingResponse()
    twiml.message(result.content)
    return str(twiml)
