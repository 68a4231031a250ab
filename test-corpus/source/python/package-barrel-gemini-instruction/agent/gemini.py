import os

import google.generativeai as genai

from .instructions import VET

genai.configure(api_key=os.environ["GEMINI_API_KEY"])
model = genai.GenerativeModel("gemini-1.5-flash", system_instruction=VET)


def generate_reply(text):
    response = model.generate_content(text)
    return response.text
