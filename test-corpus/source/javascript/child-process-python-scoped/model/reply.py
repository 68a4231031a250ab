import sys

from openai import OpenAI

PROMPT = "You are the reception of Casa Verde hostel in Cusco. Answer guests about beds, breakfast and tours we sell. Decline other topics."

result = OpenAI().chat.completions.create(
    model="gpt-4o-mini",
    messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": sys.argv[1]}],
)
print(result.choices[0].message.content)
