import time

from openai import OpenAI
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

client = OpenAI()


def last_message(driver):
    bubbles = driver.find_elements(By.CSS_SELECTOR, "div.message-in span.selectable-text")
    return bubbles[-1].text if bubbles else None


def ask(question):
    result = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": question}])
    return result.choices[0].message.content


def send(driver, text):
    box = driver.find_element(By.CSS_SELECTOR, "footer div[contenteditable='true']")
    box.send_keys(text)
    box.send_keys(Keys.ENTER)


def main():
    driver = webdriver.Chrome()
    driver.get("https://web.whatsapp.com")
    input("Scan the code and press enter")
    seen = None
    while True:
        message = last_message(driver)
        if message and message != seen:
            seen = message
            send(driver, ask(message))
        time.sleep(2)


if __name__ == "__main__":
    main()
