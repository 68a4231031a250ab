import time
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from openai import OpenAI

client = OpenAI()
driver = webdriver.Chrome()
driver.get("https://web.whatsapp.com")

def reply(text):
    r = client.chat.completions.create(model="gpt-4o", messages=[
        {"role": "system", "content": "You are a helpful AI assistant. Answer any question the user asks."},
        {"role": "user", "content": text}])
    return r.choices[0].message.content

while True:
    bubbles = driver.find_elements(By.CSS_SELECTOR, "div.message-in span.selectable-text")
    if bubbles:
        last = bubbles[-1].text
        box = driver.find_element(By.XPATH, '//div[@contenteditable="true"]')
        box.send_keys(reply(last))
        box.send_keys(Keys.ENTER)
    time.sleep(2)
