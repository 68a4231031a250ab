from openai import OpenAI
from rasa_sdk import Action

client = OpenAI()


class AskModel(Action):
    def name(self):
        return "action_default_fallback"

    def run(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text")
        reply = client.chat.completions.create(
            model="gpt-4o",
            messages=[
                {"role": "user", "content": text},
            ],
        )
        dispatcher.utter_message(text=reply.choices[0].message.content)
        return []
