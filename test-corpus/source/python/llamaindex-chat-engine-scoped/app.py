from flask import Flask, request
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from twilio.twiml.messaging_response import MessagingResponse

index = VectorStoreIndex.from_documents(SimpleDirectoryReader("manuals").load_data())
engine = index.as_chat_engine(
    chat_mode="context",
    system_prompt="You support owners of the SolarPeak 3000 inverter. Answer only from the manual; if it is not there, say you do not know.",
)
app = Flask(__name__)


@app.post("/wa")
def wa():
    response = engine.chat(request.form["Body"])
    twiml = MessagingResponse()
    twiml.message(response.response)
    return str(twiml)
