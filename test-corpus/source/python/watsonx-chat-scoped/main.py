from ibm_watsonx_ai import Credentials
from ibm_watsonx_ai.foundation_models import ModelInference
from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

model = ModelInference(model_id="ibm/granite-3-8b-instruct", credentials=Credentials(url="u", api_key="k"), project_id="p")
app = Flask(__name__)

@app.post("/sms")
def sms():
    res = model.chat(messages=[
        {"role": "system", "content": "You help students of Hilltop Language School with courses, fees and timetables. Say that you cannot help with other questions."},
        {"role": "user", "content": request.form["Body"]}])
    r = MessagingResponse()
    r.message(res["choices"][0]["message"]["content"])
    return str(r)
