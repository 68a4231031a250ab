import azure.functions as func
from openai import AzureOpenAI
from azure.communication.messages import NotificationMessagesClient
from azure.communication.messages.models import TextNotificationContent
import json, os

app = func.FunctionApp()
aoai = AzureOpenAI(azure_endpoint=os.environ["EP"], api_key=os.environ["K"], api_version="2024-06-01")

@app.event_grid_trigger(arg_name="azeventgrid")
def on_whatsapp(azeventgrid: func.EventGridEvent):
    data = azeventgrid.get_json()
    r = aoai.chat.completions.create(model="gpt-4o", messages=[
        {"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": data["content"]}])
    client = NotificationMessagesClient.from_connection_string(os.environ["ACS"])
    client.send(TextNotificationContent(channel_registration_id="c", to=[data["from"]], content=r.choices[0].message.content))
