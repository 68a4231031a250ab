import csv
import sys

from openai import OpenAI

client = OpenAI()

with open(sys.argv[1], newline="") as handle:
    for row in csv.DictReader(handle):
        result = client.chat.completions.create(
            model="gpt-4o",
            messages=[
                {"role": "system", "content": "You are a helpful assistant that grades answers from 1 to 5."},
                {"role": "user", "content": row["answer"]},
            ],
        )
        print(row["id"], result.choices[0].message.content)
