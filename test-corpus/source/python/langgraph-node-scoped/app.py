from flask import Flask, request
from langchain_core.messages import HumanMessage
from twilio.twiml.messaging_response import MessagingResponse

from graph import graph

app = Flask(__name__)


@app.post("/wa")
def wa():
    state = graph.invoke(
        {"messages": [HumanMessage(content=request.form["Body"])]},
        config={"configurable": {"thread_id": request.form["From"]}},
    )
    twiml = MessagingResponse()
    twiml.message(state["messages"][-1].content)
    return str(twiml)
