import sys

import ollama

result = ollama.chat(model="mistral", messages=[{"role": "user", "content": sys.argv[1]}])
print(result["message"]["content"])
