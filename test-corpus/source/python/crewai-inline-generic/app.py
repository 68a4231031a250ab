from crewai import Agent, Crew, Task
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)

helper = Agent(
    role="General assistant",
    goal="Answer any question of the user",
    backstory="You are a helpful assistant who knows a lot about every topic.",
)


@app.post("/wa")
def wa():
    task = Task(description="{message}", expected_output="A helpful answer", agent=helper)
    result = Crew(agents=[helper], tasks=[task]).kickoff(inputs={"message": request.form["Body"]})
    twiml = MessagingResponse()
    twiml.message(result.raw)
    return str(twiml)
