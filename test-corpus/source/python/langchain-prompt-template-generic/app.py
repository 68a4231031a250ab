from flask import Flask, request
from langchain.chains import LLMChain
from langchain.prompts import PromptTemplate
from langchain_openai import ChatOpenAI
from twilio.twiml.messaging_response import MessagingResponse

TEMPLATE = "You are a friendly AI that answers any question in a helpful way.\n\nHuman: {question}\nAI:"

chain = LLMChain(
    llm=ChatOpenAI(model="gpt-4o-mini"),
    prompt=PromptTemplate(template=TEMPLATE, input_variables=["question"]),
)

app = Flask(__name__)


@app.post("/wa")
def wa():
    twiml = MessagingResponse()
    twiml.message(chain.run(request.form["Body"]))
    return str(twiml)
