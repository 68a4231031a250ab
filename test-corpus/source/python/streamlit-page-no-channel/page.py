import streamlit as st
from openai import OpenAI

client = OpenAI()
st.title("Playground")

if question := st.chat_input("Ask"):
    st.chat_message("user").write(question)
    result = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    st.chat_message("assistant").write(result.choices[0].message.content)
